namespace FusionOfN.Cli.Rendering;

/// <summary>How a call's end is shown: a sign, a word and a colour, so that none of them is needed alone.</summary>
internal static class CallStateWords
{
    public static (string Sign, string Word, string Color) Of(CallState state) => state switch
    {
        CallState.Ok => ("✓", "done", "green"),
        CallState.Empty => ("∅", "empty", "yellow"),
        CallState.Refused => ("✗", "refused", "yellow"),
        CallState.Truncated => ("✂", "cut off", "yellow"),
        CallState.Failed => ("✗", "failed", "red"),
        CallState.TimedOut => ("✗", "timed out", "red"),
        CallState.Cancelled => ("–", "given up", "grey"),
        CallState.OverBudget => ("✗", "no budget", "red"),
        _ => ("?", state.ToString(), "grey"),
    };
}
