using System.Text.Json.Serialization;

namespace FusionOfN.Synthesis;

#pragma warning disable IDE1006 // The names are those of the columns.

/// <summary>The columns of both Parquet exports, as their lines have them.</summary>
internal sealed class ParquetColumns
{
    public List<ParquetMessage>? prompt { get; set; }

    public List<ParquetMessage>? completion { get; set; }

    public List<ParquetMessage>? chosen { get; set; }

    public List<ParquetMessage>? rejected { get; set; }
}

/// <summary>The columns of a data set of answers.</summary>
internal sealed class AnswerColumns
{
    public List<ParquetMessage>? prompt { get; set; }

    public List<ParquetMessage>? completion { get; set; }
}

/// <summary>The columns of a data set of pairs.</summary>
internal sealed class PairColumns
{
    public List<ParquetMessage>? prompt { get; set; }

    public List<ParquetMessage>? chosen { get; set; }

    public List<ParquetMessage>? rejected { get; set; }
}

/// <summary>A message in a column.</summary>
internal sealed class ParquetMessage
{
    public string? role { get; set; }

    public string? content { get; set; }
}

[JsonSerializable(typeof(ParquetColumns))]
internal sealed partial class ParquetJsonContext : JsonSerializerContext;
