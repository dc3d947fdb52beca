using System.Text;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>
/// Looks at successful responses before a provider's package reads them: errors sent in place of an answer, and pages that are not the API.
/// </summary>
internal sealed class ReplyInspector(EndpointKind kind, FailureFactory failures)
{
    private static readonly string[] StreamTypes = ["text/event-stream", "application/x-ndjson", "application/jsonl", "application/stream+json"];

    public async Task InspectAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? type = response.Content.Headers.ContentType?.MediaType;
        if (type is not null && StreamTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            Replace(response, new StreamContent(new CheckedLineStream(stream, CheckLine, failures.Broken)));
            return;
        }

        string body;
        try
        {
            body = WellFormedText.OfJson(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw failures.Broken(exception);
        }

        CheckAnswer(body, type);
        Replace(response, new ByteArrayContent(Encoding.UTF8.GetBytes(body)));
    }

    private static void Replace(HttpResponseMessage response, HttpContent content)
    {
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers)
        {
            // Replaced characters change the length, and the body is no longer compressed.
            if (name is "Content-Length" or "Content-Encoding") continue;
            content.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = content;
    }

    private void CheckLine(string line)
    {
        if (!line.Contains("\"error\"", StringComparison.Ordinal)) return;
        string json = line.StartsWith("data:", StringComparison.Ordinal) ? line[5..] : line;
        if (failures.FindError(json) is { } error) throw failures.InsideAnswer(error);
    }

    private void CheckAnswer(string body, string? type)
    {
        if (Parse(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            throw failures.Make(EndpointFailureKind.GarbageReply, $"the answer is not JSON (content type {type ?? "unknown"})", isTransient: true);
        }

        if (failures.FindError(body) is { } error) throw failures.InsideAnswer(error);
        (string field, JsonValueKind expected) = kind == EndpointKind.Anthropic ? ("content", JsonValueKind.Array) : ("message", JsonValueKind.Object);
        if (root.TryGetProperty(field, out JsonElement value) && value.ValueKind == expected) return;
        throw failures.Make(EndpointFailureKind.GarbageReply, $"the answer has no \"{field}\"", isTransient: true);
    }

    private static JsonElement? Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
