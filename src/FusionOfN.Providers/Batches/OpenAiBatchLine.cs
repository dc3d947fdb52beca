using System.Globalization;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>A line of OpenAI's files of answers and failures, which others write alike.</summary>
internal static class OpenAiBatchLine
{
    /// <summary>Reads a line.</summary>
    /// <returns>What became of the request; null when the line does not say which one.</returns>
    public static BatchResult? Read(JsonElement line)
    {
        if (line.Text("custom_id") is not { } id) return null;
        if (line.Part("response") is { ValueKind: JsonValueKind.Object } response)
        {
            int status = (int)(response.Number("status_code") ?? 200);
            return new BatchResult(id, status, response.Part("body") is { } body ? BatchJson.Bytes(body) : default);
        }

        string code = line.Part("error")?.Text("code") ?? "";
        if (code.Length == 0 || code.Contains("expired", StringComparison.Ordinal) || code.Contains("cancel", StringComparison.Ordinal)) return new BatchResult(id, null, default);

        // A failure without a reply has its code only, which may be a status.
        int number = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int known) && known is >= 400 and < 600 ? known : 500;
        return new BatchResult(id, number, BatchJson.Write(json =>
        {
            json.WriteStartObject("error"u8);
            json.WriteString("message"u8, line.Part("error")?.Text("message") ?? code);
            json.WriteString("code"u8, code);
            json.WriteEndObject();
        }));
    }
}
