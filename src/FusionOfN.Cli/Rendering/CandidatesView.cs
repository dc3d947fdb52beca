using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Prints every candidate in full.</summary>
internal static class CandidatesView
{
    public static void Write(IAnsiConsole console, FusionOutcome outcome)
    {
        foreach (Candidate candidate in outcome.Pool.Candidates)
        {
            (string sign, string word, _) = CallStateWords.Of(candidate.State);
            string title = $"candidate {candidate.Index + 1} · {TerminalText.OneLine(candidate.Model)} · {sign} {word}";
            Heading.Write(console, outcome.Receipt.Selected == candidate.Index ? title + " · taken" : title);
            console.Write(new Text(Body(candidate)));
            console.WriteLine();
        }
    }

    private static string Body(Candidate candidate) => candidate switch
    {
        { Text.Length: > 0 } => TerminalText.Clean(candidate.Text).Trim(),
        { Failure: { } failure } => $"({TerminalText.OneLine(failure.Reason)})",
        _ => "(no text)",
    };
}
