using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion tune</c>: students too large for this machine.</summary>
internal static class TuneCommand
{
    public static CliCommand Create(CliHost host) => new(
        "tune",
        "Fine-tune a model at an OpenAI-compatible API with a data set, and watch the job until the new model is there.",
        "fusion tune start job/data/openai-sft/fusion/train.jsonl --model gpt-4.1-mini-2025-04-14",
        "fusion tune follow job/data/openai-sft/fusion/train.jsonl")
    {
        Start(host),
        Job(host, "follow", "Watch a job to its end. Its name is printed when the new model is there.", (runner, token) => runner.FollowAsync(token), polls: true),
        Job(host, "status", "Say how a job stands.", (runner, token) => runner.StatusAsync(token)),
        Job(host, "cancel", "End a job. What it has learned is lost.", (runner, token) => runner.CancelAsync(token)),
    };

    private static CliCommand Start(CliHost host)
    {
        Argument<string> data = new("data") { Description = "The training file: JSON Lines of the formats openai-sft or openai-dpo" };
        Option<string> model = new("--model") { Description = "The model that is trained further", HelpName = "name", Required = true };
        Option<string?> endpoint = new("--endpoint") { Description = "The endpoint of fusion.yaml that trains [default: the only one]", HelpName = "name" };
        Option<string?> validation = new("--validation") { Description = "A file of the same format to validate with", HelpName = "file" };
        Option<int?> epochs = new("--epochs") { Description = "Passes over the file [default: the server's choice]", HelpName = "count" };
        Option<string?> suffix = new("--suffix") { Description = "What the name of the new model holds", HelpName = "text" };
        Option<int?> seed = new("--seed") { Description = "The seed of the training", HelpName = "number" };
        Option<bool> noWait = new("--no-wait") { Description = "Make the job and leave it" };
        Option<double> poll = Poll();
        Option<bool> json = new("--json") { Description = "Print the job as JSON at the end" };
        epochs.Validators.Add(NumberRange.Between(1, 1000));
        CliCommand command = new(
            "start",
            "Check the file, upload it, make the job and watch it. Run it again to go on: nothing is uploaded or made twice.",
            "fusion tune start job/data/openai-sft/fusion/train.jsonl --model gpt-4.1-mini-2025-04-14 --epochs 2",
            "fusion tune start pairs.jsonl --model my-model --endpoint azure --no-wait")
        {
            Notes = [$"What was done is kept beside the training file, in DATA{TuneFile.Suffix}."],
        };
        command.Add(data);
        foreach (Option option in (Option[])[model, endpoint, validation, epochs, suffix, seed, noWait, poll, json])
            command.Add(option);
        command.SetAction((parse, cancellationToken) => new TuneStartRunner(host, new TuneSettings(parse.GetRequiredValue(data), parse.GetRequiredValue(model))
        {
            ConfigFile = parse.GetValue(host.Options.Config),
            Endpoint = parse.GetValue(endpoint),
            Validation = parse.GetValue(validation),
            Epochs = parse.GetValue(epochs),
            Suffix = parse.GetValue(suffix),
            Seed = parse.GetValue(seed),
            Waits = !parse.GetValue(noWait),
            Poll = parse.GetValue(poll),
            Json = parse.GetValue(json),
        }).RunAsync(cancellationToken));
        return command;
    }

    private static CliCommand Job(CliHost host, string name, string description, Func<TuneJobRunner, CancellationToken, Task<int>> run, bool polls = false)
    {
        Argument<string> job = new("job") { Description = $"The training file, or the {TuneFile.Suffix} file beside it" };
        Option<double> poll = Poll();
        Option<bool> json = new("--json") { Description = "Print the job as JSON" };
        CliCommand command = new(name, description, $"fusion tune {name} job/data/openai-sft/fusion/train.jsonl");
        command.Add(job);
        if (polls)
            command.Add(poll);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => run(
            new TuneJobRunner(host, parse.GetRequiredValue(job), parse.GetValue(host.Options.Config)) { Poll = polls ? parse.GetValue(poll) : 0, Json = parse.GetValue(json) }, cancellationToken));
        return command;
    }

    private static Option<double> Poll()
    {
        Option<double> poll = new("--poll") { Description = "Seconds between two questions how the job stands", HelpName = "seconds", DefaultValueFactory = _ => 10 };
        poll.Validators.Add(NumberRange.Between(0.01, 3600.0));
        return poll;
    }
}
