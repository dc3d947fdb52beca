namespace FusionOfN.Cli;

/// <summary>Provenance as JSON: which candidates hold each span of the answer.</summary>
internal sealed record ProvenanceDocument
{
    /// <summary>The pieces in order; together they are exactly the answer. Starts and lengths count UTF-16 code units.</summary>
    public required IReadOnlyList<ProvenanceSpan> Spans { get; init; }

    /// <summary>The share of the answer's characters that each candidate holds, 0 to 1.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>The share that any candidate holds, 0 to 1.</summary>
    public required double CopyRate { get; init; }

    public static ProvenanceDocument? From(ProvenanceMap? map) =>
        map is null ? null : new() { Spans = map.Spans, Shares = map.Shares, CopyRate = map.CopyRate };
}
