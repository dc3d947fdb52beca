namespace FusionOfN.Synthesis;

/// <summary>Fusions that were none in the end.</summary>
internal sealed class FallbackFilter(FallbackLevel max) : IAnswerFilter
{
    public string Name => "fallback";

    public string? Reject(SynthRow row, SynthAnswer answer) => answer.Fallback > max ? $"it fell back to {SynthWords.Of(answer.Fallback.Value)}" : null;
}
