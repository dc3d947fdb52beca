namespace FusionOfN.Synthesis;

/// <summary>No method gives an empty answer on purpose.</summary>
internal sealed class EmptyFilter : IAnswerFilter
{
    public string Name => "no-answer";

    public string? Reject(SynthRow row, SynthAnswer answer) => string.IsNullOrWhiteSpace(answer.Text) ? answer.Failure ?? "there is no answer" : null;
}
