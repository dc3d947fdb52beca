namespace FusionOfN.Cli.Rendering;

/// <summary>The panel for redirected output: one line per candidate as it settles.</summary>
internal static class PlainPanelLines
{
    public static void Write(TextWriter writer, PanelBoard board, FusionEvent fusionEvent)
    {
        if (fusionEvent is not CandidateCompleted { Candidate: { } candidate, Call: { } call })
            return;
        (string sign, string word, _) = CallStateWords.Of(candidate.State);
        List<string> parts = [$"{sign} candidate {candidate.Index + 1} of {board.Count}", TerminalText.OneLine(candidate.Model), word];
        if (call.OutputTokens is { } tokens)
            parts.Add($"{Figures.Count(tokens)} tok");
        parts.Add(Figures.Seconds(call.LatencyMs));
        if (candidate.Failure is { } failure)
            parts.Add(TerminalText.OneLine(failure.Reason));
        writer.WriteLine(string.Join(" · ", parts));
    }
}
