using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion compare</c>: several aggregators over one pool, side by side.</summary>
internal static class CompareCommand
{
    public static CliCommand Create(CliHost host)
    {
        PromptOptions prompt = new();
        RecipeOptions recipe = new(host, samplesModels: true, severalAggregators: true);
        Option<bool> json = new("--json") { Description = "Print the comparison as JSON" };
        Option<RunLogLevel?> log = LogOption.Create();
        Option<bool> quiet = new("--quiet", "-q") { Description = "Do not show the candidates as they arrive" };

        CliCommand command = new(
            "compare",
            "Sample one pool and run several aggregators over it, side by side.",
            "# with the models in the box",
            "fusion compare --seed 1 \\",
            "  \"Tell me about Japan: the capital, the currency and the continent.\"",
            "# with models of your own",
            "fusion compare -a first,majority-vote,fusion -n 8 \"What is 17 * 23?\"",
            "fusion compare --json -a fusion,best-of-n --file task.txt")
        {
            Notes =
            [
                "All aggregators get the very same candidates, which are paid for once.",
                "Without --aggregator: first, majority-vote, minimum-bayes-risk and fusion.",
            ],
        };
        prompt.AddTo(command);
        recipe.AddTo(command);
        command.Add(json);
        command.Add(log);
        command.Add(quiet);
        command.SetAction((parse, cancellationToken) => new CompareRunner(host, new CompareSettings
        {
            Prompt = prompt.Read(parse),
            Choice = recipe.Read(parse),
            Json = parse.GetValue(json),
            Log = parse.GetValue(log),
            Quiet = parse.GetValue(quiet),
        }).RunAsync(cancellationToken));
        return command;
    }
}
