using System.Globalization;

namespace FusionOfN.Synthesis;

/// <summary>Answers that are too short or too long.</summary>
internal sealed class LengthFilter(int min, int max) : IAnswerFilter
{
    public string Name => "length";

    public string? Reject(SynthRow row, SynthAnswer answer) =>
        answer.Text.Length < min ? string.Create(CultureInfo.InvariantCulture, $"{answer.Text.Length} characters, fewer than {min}")
        : answer.Text.Length > max ? string.Create(CultureInfo.InvariantCulture, $"{answer.Text.Length} characters, more than {max}")
        : null;
}
