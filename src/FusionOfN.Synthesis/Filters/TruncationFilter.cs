namespace FusionOfN.Synthesis;

/// <summary>Answers that end at the limit of their length.</summary>
internal sealed class TruncationFilter : IAnswerFilter
{
    public string Name => "truncation";

    public string? Reject(SynthRow row, SynthAnswer answer) =>
        answer.Truncated || (answer.Selected is { } index && row.Candidates.ElementAtOrDefault(index)?.State == CallState.Truncated) ? "it ends at the limit of its length" : null;
}
