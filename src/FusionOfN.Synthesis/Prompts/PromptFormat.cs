namespace FusionOfN.Synthesis;

/// <summary>How a file of prompts is written.</summary>
public enum PromptFormat
{
    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON list of objects.</summary>
    Json,

    /// <summary>Separated values with a header; the separator is a comma, or a semicolon where the header has more of these.</summary>
    Csv,

    /// <summary>Values separated by tabs, with a header.</summary>
    Tsv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
