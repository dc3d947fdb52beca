namespace FusionOfN.Cli;

/// <summary>Provenance as JSON: which candidates hold each span of the answer.</summary>
internal sealed record ProvenanceDocument
{
    /// <summary>The pieces in order; together they are exactly the answer. Starts and lengths count UTF-16 code units.</summary>
    public required IReadOnlyList<ProvenanceSpan> Spans { get; init; }

    /// <summary>The indices of the candidates that the answer can be from: those its writer was shown.</summary>
    public required IReadOnlyList<int> Sources { get; init; }

    /// <summary>The share of the answer's characters that is from each candidate, 0 to 1, spaces not counted.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>The share that is from any candidate, 0 to 1.</summary>
    public required double CopyRate { get; init; }

    /// <summary>The share in pieces that are too short to say, 0 to 1.</summary>
    public required double TooShortRate { get; init; }

    /// <summary>The share in pieces that no candidate holds, 0 to 1.</summary>
    public required double NewRate { get; init; }

    /// <summary>The share in matching blocks of eight characters and more, as Python's difflib finds them, 0 to 1; null when it is not known.</summary>
    public required double? BlockCopyRate { get; init; }

    public static ProvenanceDocument? From(ProvenanceMap? map) => map is null ? null : new()
    {
        Spans = map.Spans,
        Sources = map.Sources,
        Shares = map.Shares,
        CopyRate = map.CopyRate,
        TooShortRate = map.TooShortRate,
        NewRate = map.NewRate,
        BlockCopyRate = map.BlockCopyRate,
    };
}
