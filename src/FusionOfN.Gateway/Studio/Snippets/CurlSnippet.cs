using System.Text.Json.Nodes;

namespace FusionOfN.Gateway.Studio;

/// <summary>A request as a command for a POSIX shell.</summary>
internal static class CurlSnippet
{
    /// <summary>Writes the command.</summary>
    /// <param name="address">The gateway's address, with a slash at its end.</param>
    /// <param name="body">The request's body.</param>
    public static string Write(string address, JsonObject body) =>
        $"""
        curl {Quote($"{address}v1/chat/completions")} \
          -H 'content-type: application/json' \
          -H "authorization: Bearer $FUSION_API_KEY" \
          -d {Quote(SnippetJson.Write(body))}
        """.ReplaceLineEndings("\n");

    // Between single quotes a shell reads everything as it stands; a quote itself is put between two such texts.
    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
