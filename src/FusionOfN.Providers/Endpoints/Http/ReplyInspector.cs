using System.Text;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>
/// Looks at successful responses before the provider packages read them: errors sent in place of an answer, pages that are not the API, and
/// finish reasons the packages would throw on.
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
            Replace(response, new StreamContent(new LineFilterStream(stream, InspectLine, failures.Broken)));
            return;
        }

        string body;
        try
        {
            body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw failures.Broken(exception);
        }

        CheckAnswer(body, type);
        Replace(response, new ByteArrayContent(Encoding.UTF8.GetBytes(FixFinishReason(body))));
    }

    private static void Replace(HttpResponseMessage response, HttpContent content)
    {
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers)
        {
            // The body may have changed its length, and is no longer compressed.
            if (name is "Content-Length" or "Content-Encoding") continue;
            content.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = content;
    }

    private string InspectLine(string line)
    {
        if (line.Contains("\"error\"", StringComparison.Ordinal))
        {
            string json = line.StartsWith("data:", StringComparison.Ordinal) ? line[5..] : line;
            if (Parse(json) is { } root && failures.FindError(root) is { } error) throw InsideAnswer(error);
        }

        return FixFinishReason(line);
    }

    private void CheckAnswer(string body, string? type)
    {
        if (Parse(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            throw failures.Make(EndpointFailureKind.GarbageReply, $"the answer is not JSON (content type {type ?? "unknown"})", isTransient: true);
        }

        if (failures.FindError(root) is { } error) throw InsideAnswer(error);
        (string field, JsonValueKind expected) = kind switch
        {
            EndpointKind.Anthropic => ("content", JsonValueKind.Array),
            EndpointKind.Ollama => ("message", JsonValueKind.Object),
            _ => ("choices", JsonValueKind.Array),
        };
        bool found = root.TryGetProperty(field, out JsonElement value) && value.ValueKind == expected;
        if (found && (field != "choices" || value.GetArrayLength() > 0)) return;
        throw failures.Make(EndpointFailureKind.GarbageReply, $"the answer has no \"{field}\"", isTransient: true);
    }

    private EndpointException InsideAnswer(ErrorBody error)
    {
        string code = error.Code ?? "";
        int status = int.TryParse(code, out int number) && number is >= 400 and < 600 ? number
            : code.Contains("rate_limit", StringComparison.OrdinalIgnoreCase) ? 429
            : code.Contains("overloaded", StringComparison.OrdinalIgnoreCase) ? 529
            : 500;
        return failures.FromStatus(status, error);
    }

    private string FixFinishReason(string json)
    {
        if (kind is not (EndpointKind.OpenAi or EndpointKind.Azure)) return json;
        string normal = FinishReasons.Normalize(json, out string? broken);
        return broken is null
            ? normal
            : throw failures.Make(EndpointFailureKind.Interrupted, $"the server gave up in the middle of the answer (finish reason '{broken}')", isTransient: true);
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
