namespace FusionOfN.Synthesis;

/// <summary>What is made of a job's records.</summary>
public sealed record ExportPlan
{
    /// <summary>The methods whose answers become data sets, the first of them the card's default.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The formats, by name.</summary>
    /// <value>The default value is <c>trl-sft</c> and <c>parquet</c>.</value>
    public IReadOnlyList<string> Formats { get; init; } = ["trl-sft", "parquet"];

    /// <summary>Which rows are held out.</summary>
    public SplitPlan Splits { get; init; } = new();

    /// <summary>How preference pairs are made.</summary>
    public PairPlan Pairs { get; init; } = new();

    /// <summary>What is left out.</summary>
    public FilterPlan Filters { get; init; } = new();

    /// <summary>What the card says beside the figures.</summary>
    public CardPlan Card { get; init; } = new();

    /// <summary>Whether rows are exported although the terms of a teacher or of a source forbid to train on them.</summary>
    public bool IgnoresTerms { get; init; }

    /// <summary>The names of all formats, each with what it is for.</summary>
    public static IReadOnlyList<(string Name, string Description)> KnownFormats { get; } = [.. ExportShapes.All.Select(shape => (shape.Name, shape.Description))];
}
