using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FusionOfN.Cli;

/// <summary>The two ways JSON is written: on one line for JSON Lines, indented for people. Snake case, nothing for null, non-ASCII as itself.</summary>
internal static class CliJson
{
    public static CliJsonContext Line { get; } = Create(indented: false);

    public static CliJsonContext Pretty { get; } = Create(indented: true);

    private static CliJsonContext Create(bool indented) => new(new JsonSerializerOptions(CliJsonContext.Default.Options)
    {
        WriteIndented = indented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    });
}
