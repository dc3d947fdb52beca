using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>One line format that a trainer reads.</summary>
/// <param name="Name">The name on the command line and the folder of its files.</param>
/// <param name="Kind">What a line is made of.</param>
/// <param name="Description">What it is for, in a few words.</param>
/// <param name="Write">Writes the lines of an item.</param>
internal sealed record ExportShape(string Name, ExportKind Kind, string Description, Action<ExportLines, ExportItem> Write)
{
    /// <summary>What stands in <c>dataset_info.json</c> beside a file of this shape; null where LLaMA-Factory does not read it.</summary>
    public Action<Utf8JsonWriter>? Registration { get; init; }

    /// <summary>Whether a message may hold pictures here.</summary>
    public bool TakesImages { get; init; }

    /// <summary>Whether the file is Parquet, with the columns of the lines.</summary>
    public bool IsParquet { get; init; }
}
