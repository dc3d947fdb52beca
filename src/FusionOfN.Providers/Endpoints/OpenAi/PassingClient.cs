using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// Sends a body as it is to another address of an API that also has chat completions, such as <c>embeddings</c>, and hands the reply on as it came
/// (<see cref="FusionProperties.Reply"/>). As a chat client, so that limits, failures, budgets and receipts are those of every call.
/// </summary>
/// <remarks>The body is that of the call's options (<see cref="EndpointProperties.Given"/>); the messages only say how much is asked.</remarks>
internal sealed class PassingClient : IChatClient
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly EndpointOptions _options;
    private readonly string _model;
    private readonly HttpMessageInvoker _http;
    private readonly FailureFactory _failures;
    private readonly Uri _address;

    public PassingClient(EndpointOptions options, string model, string path, HttpMessageInvoker http, FailureFactory failures)
    {
        _options = options;
        _model = model;
        _http = http;
        _failures = failures;
        UriBuilder address = new(options.BaseUrl.OriginalString.Replace("{model}", Uri.EscapeDataString(model), StringComparison.Ordinal));
        address.Path = $"{address.Path.TrimEnd('/')}/{path}";
        _address = address.Uri;
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)) updates.Add(update);
        return updates.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(options).ToJsonString())) { Headers = { ContentType = JsonType } };
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType?.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) != true)
        {
            yield return Update(await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false), ends: true);
            yield break;
        }

        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);

        // The end is said at the end only: what asks for these streams wants them as they come.
        long length = 0;
        await foreach (SseItem<string> item in SseParser.Create(body).EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            length += item.Data.Length;
            if (length > OpenAiChatClient.MaxBytes) throw _failures.TooLarge(OpenAiChatClient.MaxBytes);
            if (item.Data == "[DONE]")
            {
                yield return new ChatResponseUpdate { ModelId = _model, FinishReason = ChatFinishReason.Stop };
                yield break;
            }

            if (!string.IsNullOrWhiteSpace(item.Data)) yield return Update(Parse(item.Data), ends: false);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    private JsonObject Body(ChatOptions? options)
    {
        JsonObject body = CallBody.GivenOf(options)?.DeepClone().AsObject() ?? [];
        body["model"] = _model;
        foreach ((string name, JsonNode? value) in _options.ExtraBody ?? [])
        {
            if (!body.ContainsKey(name)) body[name] = value?.DeepClone();
        }

        return body;
    }

    private async Task<JsonObject> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(OpenAiChatClient.MaxBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw _failures.TooLarge(OpenAiChatClient.MaxBytes);
        }

        return Parse(await content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    private JsonObject Parse(string json)
    {
        JsonObject? value;
        try
        {
            value = KeptReply.Parse(WellFormedText.OfJson(json)) as JsonObject;
        }
        catch (JsonException)
        {
            value = null;
        }

        if (value is null) throw _failures.Make(EndpointFailureKind.GarbageReply, "the answer is no JSON object", isTransient: true);
        return _failures.FindError(json) is { } error ? throw _failures.InsideAnswer(error) : value;
    }

    private ChatResponseUpdate Update(JsonObject reply, bool ends)
    {
        ChatResponseUpdate update = new()
        {
            Role = ChatRole.Assistant,
            ModelId = (reply["model"] as JsonValue)?.TryGetValue(out string? served) == true ? served : _model,
            FinishReason = ends ? ChatFinishReason.Stop : null,
            AdditionalProperties = new() { [FusionProperties.Reply] = (List<JsonObject>)[reply] },
        };
        foreach (JsonObject choice in (reply["choices"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (choice["text"] is JsonValue text && text.TryGetValue(out string? piece)) update.Contents.Add(new TextContent(piece));
        }

        if (reply["usage"] is JsonObject usage && Count(usage, "prompt_tokens") is { } input)
        {
            // Embeddings have no answer to count.
            UsageDetails reported = new() { InputTokenCount = input, OutputTokenCount = Count(usage, "completion_tokens") ?? 0 };
            if (ReportedUsage.Clean(reported) is { } possible) update.Contents.Add(new UsageContent(possible));
        }

        return update;
    }

    private static long? Count(JsonObject usage, string name) => usage[name] is JsonValue value && value.TryGetValue(out long count) && count >= 0 ? count : null;
}
