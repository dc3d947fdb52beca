using System.Globalization;

namespace FusionOfN.Evaluation;

/// <summary>What a score depends on, in the form that sacrebleu 2.6.0 prints, so that two papers' figures can be compared.</summary>
/// <param name="Fields">The metric's own settings in their order: name, short name, value.</param>
public sealed record MetricSignature(IReadOnlyList<(string Name, string Short, string Value)> Fields)
{
    /// <summary>The version of sacrebleu whose scores are reproduced.</summary>
    public const string Version = "2.6.0";

    /// <summary>Writes the signature.</summary>
    /// <param name="references">References of each segment; null when their number varies.</param>
    /// <param name="resampling">The resampling behind an interval or p-value: <c>bs</c> or <c>ar</c>, how often, and the seed; null without.</param>
    /// <param name="isShort">Whether the short names are used.</param>
    public string Write(int? references, (string Kind, int Count, ulong Seed)? resampling = null, bool isShort = false)
    {
        List<(string Name, string Short, string Value)> all = [("nrefs", "#", references?.ToString(CultureInfo.InvariantCulture) ?? "var")];
        if (resampling is var (kind, count, seed))
            all.AddRange([(kind, kind, count.ToString(CultureInfo.InvariantCulture)), ("seed", "rs", seed.ToString(CultureInfo.InvariantCulture))]);
        all.AddRange(Fields);
        all.Add(("version", "v", Version));
        return string.Join('|', all.Select(field => $"{(isShort ? field.Short : field.Name)}:{field.Value}"));
    }
}
