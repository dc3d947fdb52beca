using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion replay</c>: a recorded run again, through any aggregator.</summary>
internal static class ReplayCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> file = new("receipt") { Description = "A receipt with texts, as 'fusion ask --record' writes it" };
        RecipeOptions recipe = new(host, samplesModels: false, severalAggregators: true);
        Option<ShowParts> show = ShowOption.Create();
        Option<bool> json = new("--json") { Description = "Print the answers, provenance and receipts as JSON" };

        CliCommand command = new(
            "replay",
            "Give a recorded run's candidates to another aggregator. Nothing is sampled again.",
            "# with the models in the box",
            "fusion ask --seed 1 --record run.json \\",
            "  \"Tell me about Japan: the capital, the currency and the continent.\"",
            "fusion replay run.json -a minimum-bayes-risk",
            "# with models of your own",
            "fusion replay run.json -a first,minimum-bayes-risk,fusion --fusor gpt-5-mini")
        {
            Notes =
            [
                "first, majority-vote and minimum-bayes-risk need no model and work offline;",
                "the others call the fusor or judge again. Without --aggregator the recorded one",
                "is used, and without --seed its seed, so that the fusor sees the same order.",
            ],
        };
        command.Add(file);
        recipe.AddTo(command);
        command.Add(show);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new ReplayRunner(host, new ReplaySettings
        {
            File = parse.GetRequiredValue(file),
            Choice = recipe.Read(parse),
            Show = parse.GetValue(show),
            Json = parse.GetValue(json),
        }).RunAsync(cancellationToken));
        return command;
    }
}
