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
            Replace(response, new StreamContent(new CheckedLineStream(stream, CheckLine, failures)));
            return;
        }

        string body;
        try
        {
            await response.Content.LoadIntoBufferAsync(OpenAiChatClient.MaxBytes, cancellationToken).ConfigureAwait(false);
            body = WellFormedText.OfJson(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)));
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw failures.TooLarge(OpenAiChatClient.MaxBytes);
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

    private string CheckLine(string line)
    {
        string json = line.StartsWith("data:", StringComparison.Ordinal) ? line[5..] : line;
        if (line.Contains("\"error\"", StringComparison.Ordinal) && failures.FindError(json) is { } error) throw failures.InsideAnswer(error);
        return kind == EndpointKind.Ollama && line.Contains("\"done_reason\"", StringComparison.Ordinal) ? WithDone(line) : line;
    }

    // Some servers that speak Ollama's API say why it is done and not that it is.
    private static string WithDone(string line) => Parse(line) is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty("done_reason", out JsonElement reason) && reason.ValueKind == JsonValueKind.String && !root.TryGetProperty("done", out _)
            ? line.TrimEnd()[..^1] + ",\"done\":true}\n"
            : line;

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
