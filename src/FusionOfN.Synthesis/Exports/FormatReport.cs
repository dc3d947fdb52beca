namespace FusionOfN.Synthesis;

/// <summary>What stands in the files of one format.</summary>
/// <param name="Format">The format.</param>
/// <param name="Method">The method; null for formats that hold all of them.</param>
public sealed record FormatReport(string Format, string? Method)
{
    /// <summary>Lines by split.</summary>
    public IReadOnlyDictionary<string, long> Lines { get; init; } = new Dictionary<string, long>();

    /// <summary>Answers that the format cannot hold, by the reason.</summary>
    public IReadOnlyDictionary<string, long> LeftOut { get; init; } = new Dictionary<string, long>();
}
