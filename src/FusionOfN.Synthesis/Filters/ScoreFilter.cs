using System.Globalization;

namespace FusionOfN.Synthesis;

/// <summary>Answers with a low score.</summary>
internal sealed class ScoreFilter(double min) : IAnswerFilter
{
    public string Name => "score";

    public string? Reject(SynthRow row, SynthAnswer answer) =>
        answer.Score is not { } score ? "it has no score" : score < min ? string.Create(CultureInfo.InvariantCulture, $"score {score:0.###}, below {min:0.###}") : null;
}
