using System.Globalization;

namespace FusionOfN.Synthesis;

/// <summary>Answers that the candidates do not bear out.</summary>
internal sealed class AgreementFilter(double min) : IAnswerFilter
{
    public string Name => "agreement";

    public string? Reject(SynthRow row, SynthAnswer answer)
    {
        string[] others = [.. row.Candidates.Where((candidate, index) => candidate.IsUsable && index != answer.Selected).Select(candidate => candidate.Text)];
        if (others.Length == 0)
            return "there is no other candidate to agree with";
        var agreement = others.Average(other => ChrF.Default.Score(answer.Text, other));
        return agreement < min ? string.Create(CultureInfo.InvariantCulture, $"mean chrF {agreement:0.0} against the candidates, below {min:0.#}") : null;
    }
}
