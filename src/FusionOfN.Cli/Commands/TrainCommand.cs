using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion train</c>: fine-tunes a small model on conversations.</summary>
internal static class TrainCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<string> data = new("--data", "-d") { Description = "The conversations, one JSON object a line", HelpName = "file", Required = true };
        Option<string> from = new("--base", "-b") { Description = "The model to start from: a folder, local:OWNER/NAME, or lab/NAME for one in the box", HelpName = "model", Required = true };
        Option<string> output = new("--out", "-o") { Description = "Where the student goes; a training that was stopped is resumed there", HelpName = "folder", Required = true };
        Option<double> epochs = new("--epochs") { Description = "How often every row is read", HelpName = "number", DefaultValueFactory = _ => 3 };
        Option<long?> tokens = new("--tokens") { Description = "Tokens to read in all, instead of --epochs", HelpName = "count" };
        Option<double> rate = new("--lr") { Description = "The highest learning rate", HelpName = "number", DefaultValueFactory = _ => 0.0015 };
        Option<int> batch = new("--batch-tokens") { Description = "The most tokens in one step", HelpName = "count", DefaultValueFactory = _ => 2048 };
        Option<double> heldOut = new("--held-out") { Description = "The share of rows to measure on and not to learn from", HelpName = "share", DefaultValueFactory = _ => 0 };
        Option<int> seed = new("--seed") { Description = "Seeds the order of rows", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<int?> workers = new("--workers") { Description = "Threads [default: one per processor, at most 8]", HelpName = "count" };
        Option<bool> skip = new("--skip-bad-rows") { Description = "Leave bad rows out instead of refusing the file; exits with 6" };
        Option<bool> restart = new("--restart") { Description = "Begin anew: drop a checkpoint or a model in --out" };
        Option<bool> json = new("--json") { Description = "Print what was made, and the loss curve, as JSON" };
        epochs.Validators.Add(NumberRange.Above(0));
        rate.Validators.Add(NumberRange.Above(0));
        batch.Validators.Add(NumberRange.Between(16, 1_000_000));
        workers.Validators.Add(NumberRange.Between(1, 256));
        heldOut.Validators.Add(NumberRange.Share);
        tokens.Validators.Add(NumberRange.Above(0));

        CliCommand command = new(
            "train",
            "Fine-tune a small model on conversations. Ctrl+C saves a checkpoint; the same command goes on from it.",
            "fusion train --data pairs.jsonl --base lab/student-base --out student",
            "fusion train -d chats.jsonl -b ./base -o student --epochs 5 --held-out 0.1",
            "fusion ask --models local:./student -a first -n 1 \"…\"")
        {
            KeepsOnWithoutReader = true,
            Notes =
            [
                "A row has \"messages\", a list of {\"role\", \"content\"}, or \"prompt\" and",
                "\"completion\". Every answer of the assistant is learned, what stands before it",
                "is only read. The base is a model that 'fusion train' or 'fusion lab train'",
                "made.",
            ],
        };
        foreach (Option option in (Option[])[data, from, output, epochs, tokens, rate, batch, heldOut, seed, workers, skip, restart, json])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(tokens) is { Implicit: false } && result.GetResult(epochs) is { Implicit: false })
                result.AddError("--epochs and --tokens say the same thing; give one of them.");
        });
        command.SetAction((parse, cancellationToken) => new TrainRunner(host, new TrainSettings
        {
            Data = parse.GetRequiredValue(data),
            Base = ModelName.WithoutPrefix(parse.GetRequiredValue(from)),
            Output = parse.GetRequiredValue(output),
            Epochs = parse.GetValue(epochs),
            Tokens = parse.GetValue(tokens),
            LearningRate = parse.GetValue(rate),
            BatchTokens = parse.GetValue(batch),
            HeldOutShare = parse.GetValue(heldOut),
            Seed = parse.GetValue(seed),
            Workers = parse.GetValue(workers) ?? Math.Clamp(Environment.ProcessorCount, 1, 8),
            SkipBadRows = parse.GetValue(skip),
            Restart = parse.GetValue(restart),
            Json = parse.GetValue(json),
            Command = LabTrainRunner.CommandLine(parse.Tokens.Select(token => token.Value)),
        }).RunAsync(cancellationToken));
        return command;
    }
}
