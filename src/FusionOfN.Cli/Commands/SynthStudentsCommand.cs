using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth students</c>: do students of fused data learn more?</summary>
internal static class SynthStudentsCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string?> job = new("job") { Description = "A job's folder, with answers of fusion and best-of-n and with references [default: a job of the models in the box]", Arity = ArgumentArity.ZeroOrOne };
        Option<string> output = new("--out", "-o") { Description = "Where data and students go; a run is resumed there", HelpName = "folder", DefaultValueFactory = _ => "students" };
        Option<string> start = new("--base") { Description = "The model that the students start from", HelpName = "model", DefaultValueFactory = _ => "lab/student-base" };
        Option<int> prompts = new("--prompts") { Description = "Prompts of each language in a job of the models in the box", HelpName = "count", DefaultValueFactory = _ => 30 };
        Option<int> seeds = new("--seeds") { Description = "Students of each kind, each with a seed of its own", HelpName = "count", DefaultValueFactory = _ => 2 };
        Option<double> test = new("--test") { Description = "The share of the prompts that is held out", HelpName = "share", DefaultValueFactory = _ => 0.3 };
        Option<double> epochs = new("--epochs") { Description = "Passes over the data", HelpName = "count", DefaultValueFactory = _ => 4 };
        Option<double> rate = new("--lr") { Description = "The learning rate", HelpName = "rate", DefaultValueFactory = _ => 0.0015 };
        Option<int> tokens = new("--max-tokens") { Description = "The most tokens of a student's answer", HelpName = "count", DefaultValueFactory = _ => 128 };
        Option<bool> json = new("--json") { Description = "Print the figures as JSON" };
        prompts.Validators.Add(NumberRange.Between(1, 10_000));
        seeds.Validators.Add(NumberRange.Between(1, 100));
        test.Validators.Add(NumberRange.Between(0.01, 0.99));
        epochs.Validators.Add(NumberRange.Above(0));
        rate.Validators.Add(NumberRange.Above(0));
        tokens.Validators.Add(NumberRange.Between(1, 100_000));
        CliCommand command = new(
            "students",
            "Train small students on fused and on Best-of-N answers to the same prompts, and compare them on held-out ones, with an interval.",
            "# on the models in the box, in one to three minutes",
            "fusion synth students",
            "fusion synth students job --seeds 5 --json")
        {
            KeepsOnWithoutReader = true,
        };
        command.Add(job);
        foreach (Option option in (Option[])[output, start, prompts, seeds, test, epochs, rate, tokens, json])
            command.Add(option);
        command.SetAction((parse, cancellationToken) => new StudentsRunner(host, new StudentsSettings
        {
            Job = parse.GetValue(job),
            Output = parse.GetRequiredValue(output),
            Base = parse.GetRequiredValue(start),
            Prompts = parse.GetValue(prompts),
            Seeds = parse.GetValue(seeds),
            Test = parse.GetValue(test),
            Epochs = parse.GetValue(epochs),
            LearningRate = parse.GetValue(rate),
            AnswerTokens = parse.GetValue(tokens),
            Json = parse.GetValue(json),
        }).RunAsync(cancellationToken));
        return command;
    }
}
