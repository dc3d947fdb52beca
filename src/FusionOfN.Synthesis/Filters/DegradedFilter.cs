namespace FusionOfN.Synthesis;

/// <summary>Answers of pools that lack candidates.</summary>
internal sealed class DegradedFilter : IAnswerFilter
{
    public string Name => "degraded";

    public string? Reject(SynthRow row, SynthAnswer answer) =>
        answer.Degraded ? $"{row.Candidates.Count(candidate => candidate.IsUsable)} of {row.Candidates.Count} candidates could be used ({SynthWords.Of(answer.Status)})" : null;
}
