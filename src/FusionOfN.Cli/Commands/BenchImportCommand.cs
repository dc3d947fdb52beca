using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion bench import</c>: what files of other tools say.</summary>
internal static class BenchImportCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> format = new("format") { Description = $"What wrote the file: {string.Join(", ", BenchImportFormats.Names)}" };
        Argument<string> file = new("file") { Description = "The file, packed with gzip or not" };
        Option<string?> model = new("--model") { Description = "The model, where the file has several", HelpName = "name" };
        Option<bool> json = new("--json") { Description = "Print it as JSON" };
        format.AcceptOnly(BenchImportFormats.Names);
        CliCommand command = new(
            "import",
            "Read the results of another tool: the figures that it prints, and an interval beside that draws whole questions.",
            "fusion bench import alpaca-eval annotations.json --json")
        {
            Notes =
            [
                "Formats:",
                "  alpaca-eval  annotations.json: win_rate, standard_error, n_wins, n_draws, discrete_win_rate",
                "  arena-hard   model_judgment/JUDGE/MODEL.jsonl: the score from both games of each question",
                "  lm-eval      samples_TASK_DATE.jsonl: every metric, documents resampled",
                "  inspect      a log of inspect_ai (.eval): every score, the epochs of a sample together",
                "  authors-pairwise",
                "               the comparisons of the paper's authors: BoN, Fusion and their difference",
            ],
        };
        command.Add(format);
        command.Add(file);
        command.Add(model);
        command.Add(json);
        command.SetAction((parse, cancellationToken) =>
            new BenchImportRunner(host, parse.GetRequiredValue(format), parse.GetRequiredValue(file), parse.GetValue(model), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
