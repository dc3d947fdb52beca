using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>A row as a file has it, before anything is made of it: an object, or why it is none.</summary>
/// <param name="Number">The line of a text file, the row of any other, from 1.</param>
/// <param name="Value">The row as a JSON object.</param>
/// <param name="Problem">Why there is none.</param>
internal readonly record struct SourceRow(int Number, JsonElement Value, string? Problem = null)
{
    /// <summary>The file it stands in, when there are several; else null.</summary>
    public string? Source { get; init; }

    /// <summary>A row that cannot be read.</summary>
    public static SourceRow Bad(int number, string problem) => new(number, default, problem);
}
