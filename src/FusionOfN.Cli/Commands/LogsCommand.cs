using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion logs</c>: one's own runs.</summary>
internal static class LogsCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<int> count = new("--count", "-n") { Description = "How many", HelpName = "count", DefaultValueFactory = _ => 20 };
        count.Validators.Add(NumberRange.Between(1, 10_000));
        Option<bool> json = new("--json") { Description = "Print the receipts as JSON" };
        CliCommand command = new(
            "logs",
            "List what you asked on this machine: models, calls and cost of each run, the last one first.",
            "fusion logs",
            "fusion logs show 4f2a > run.json && fusion replay run.json -a majority-vote",
            "FUSION_LOGS=off fusion ask \"…\"")
        {
            Notes =
            [
                "Kept are receipts, without a word of prompts and answers, in a file that only",
                "you can read and that is sent nowhere ('fusion config' says where).",
                "FUSION_LOGS=texts or --log texts keeps the texts too, for --continue and",
                "'fusion replay'; FUSION_LOGS=off or --log off keeps nothing.",
            ],
        };
        command.Add(CreateShow(host));
        command.Add(CreateClear(host));
        command.Add(count);
        command.Add(json);
        command.SetAction(parse => new LogsRunner(host).List(parse.GetValue(count), parse.GetValue(json)));
        return command;
    }

    private static CliCommand CreateShow(CliHost host)
    {
        Argument<string> run = new("run") { Description = "The run's id, or how it begins or ends" };
        CliCommand command = new("show", "Print the receipt of a run as JSON.", "fusion logs show 4f2a9c01") { run };
        command.SetAction(parse => new LogsRunner(host).Show(parse.GetRequiredValue(run)));
        return command;
    }

    private static CliCommand CreateClear(CliHost host)
    {
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };
        CliCommand command = new("clear", "Forget every run. Asks first on a terminal.", "fusion logs clear") { yes };
        command.SetAction((parse, cancellationToken) => new LogsRunner(host).ClearAsync(parse.GetValue(yes), cancellationToken));
        return command;
    }
}
