using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion fuse</c>: pools that are there already, in; answers and scores out.</summary>
internal static class FuseCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> input = new("pools") { Description = "JSON Lines with a prompt and its candidates in each row, or - for standard input" };
        Option<string?> output = new("--out", "-o")
        {
            Description = "Write one line per answer here, or - for standard output; a file is resumed",
            HelpName = "file",
        };
        Option<bool> restart = new("--restart") { Description = "Start --out again instead of resuming it" };
        Option<int> concurrency = new("--concurrency", "-c")
        {
            Description = "Rows at once",
            HelpName = "count",
            DefaultValueFactory = _ => 8,
        };
        Option<bool> json = new("--json") { Description = "Print the summary as JSON" };
        Option<bool> strict = new("--strict") { Description = "Exit with 4 when an answer is degraded" };
        RecipeOptions recipe = new(host, samplesModels: false, severalAggregators: true);
        concurrency.Validators.Add(NumberRange.Between(1, 1024));

        CliCommand command = new(
            "fuse",
            "Aggregate pools of candidates that you already have, and score the answers where the right one is known.",
            "# votes and chrF need no models at all",
            "fusion fuse pools.jsonl -a first,majority-vote,minimum-bayes-risk",
            "# write answers, provenance and receipts; run it again to go on after Ctrl+C",
            "fusion fuse pools.jsonl -a fusion --fusor gpt-5-mini --out fused.jsonl",
            "# through a pipe",
            "cat pools.jsonl | fusion fuse - -a majority-vote --extractor boxed --out -")
        {
            Notes =
            [
                "Fields that are understood:",
                "  prompt      prompt, question, instruction (texts) or messages (a list)",
                "  candidates  candidates, responses, completions, answers or generations:",
                "              texts, or objects with text, solution, content or response,",
                "              and model, is_correct",
                "  gold        gold, answer or target",
                "  id          id; without one it is made from the content",
                "",
                "An answer is right when the candidate it was taken from is marked is_correct,",
                "or, without such a mark, when the extractor reads the gold answer out of it.",
                "Ties of votes and scores go to the candidate that stands first in its pool.",
            ],
        };
        command.Add(input);
        command.Add(output);
        recipe.AddTo(command);
        command.Add(concurrency);
        command.Add(restart);
        command.Add(json);
        command.Add(strict);
        command.SetAction((parse, cancellationToken) => new FuseRunner(host, new FuseSettings
        {
            Input = parse.GetRequiredValue(input),
            Output = parse.GetValue(output),
            Choice = recipe.Read(parse),
            Concurrency = parse.GetValue(concurrency),
            Restart = parse.GetValue(restart),
            Json = parse.GetValue(json),
            Strict = parse.GetValue(strict),
        }).RunAsync(cancellationToken));
        return command;
    }
}
