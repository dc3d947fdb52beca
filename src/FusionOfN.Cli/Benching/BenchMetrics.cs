using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>The metrics of <c>fusion bench score</c> by their names, which may be typed in small letters.</summary>
internal static class BenchMetrics
{
    public const string ChrF2 = "chrF2";
    public const string ChrF2PlusPlus = "chrF2++";
    public const string Bleu = "BLEU";

    public const string Mgsm = "mgsm";

    /// <summary>The metrics of texts with references.</summary>
    public static IReadOnlyList<string> OfTexts { get; } = [ChrF2, ChrF2PlusPlus, Bleu];

    /// <summary>All of them; the graders of MGSM go by one name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OfTexts, Mgsm];

    /// <summary>The metric of that name; null when there is none.</summary>
    public static string? Find(string typed) => typed.ToLowerInvariant() switch
    {
        "chrf" or "chrf2" => ChrF2,
        "chrf++" or "chrf2++" => ChrF2PlusPlus,
        "bleu" => Bleu,
        "mgsm" => Mgsm,
        _ => null,
    };

    public static ICorpusMetric Create(string name, BleuOptions options) => name switch
    {
        ChrF2 => new ChrFMetric(0, options.Lowercase),
        ChrF2PlusPlus => new ChrFMetric(2, options.Lowercase),
        _ => new Bleu(options),
    };
}
