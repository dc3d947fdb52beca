using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Chat completions of one model on an OpenAI-compatible or Azure endpoint. Credentials, failures and limits are the business of the handler
/// below it and of the client above it.</summary>
internal sealed class OpenAiChatClient : IChatClient
{
    /// <summary>The most of a reply that is kept at once: the whole of a plain one, an event of a streamed one. No answer is as large; what is, would take all memory.</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    // What follows the end mark is only the end of the body. A server that does not send it keeps its connection to itself.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMilliseconds(200);

    private readonly EndpointOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly FailureFactory _failures;
    private readonly ChatClientMetadata _metadata;
    private readonly Uri _address;

    public OpenAiChatClient(EndpointOptions options, string model, HttpMessageInvoker http, FailureFactory failures)
    {
        _options = options;
        _http = http;
        _failures = failures;
        string root = options.BaseUrl.OriginalString.Replace("{model}", Uri.EscapeDataString(model), StringComparison.Ordinal);
        _metadata = new ChatClientMetadata("openai", new Uri(root), model);
        UriBuilder address = new(root);
        address.Path = address.Path.TrimEnd('/') + "/chat/completions";
        _address = address.Uri;
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in AskAsync(messages, options, stream: false, cancellationToken).ConfigureAwait(false)) updates.Add(update);
        ChatResponse response = updates.ToChatResponse();
        // Folding puts what the updates carry, the cost, on the message.
        response.AdditionalProperties ??= response.Messages.Count > 0 ? response.Messages[^1].AdditionalProperties : null;
        return response;
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        AskAsync(messages, options, stream: true, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
    }

    /// <summary>Sends the request and reads the reply in the form it has, not in the one asked for: some servers know only one.</summary>
    private async IAsyncEnumerable<ChatResponseUpdate> AskAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Content = new ReadOnlyMemoryContent(RequestBody.Write(_options, options?.ModelId ?? _metadata.DefaultModelId!, messages, options, stream));
        request.Content.Headers.ContentType = JsonType;
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);

        ReplyReader reader = new(_failures)
        {
            KeepsReply = options?.AdditionalProperties?.TryGetValue(EndpointProperties.KeepsReply, out bool keeps) == true && keeps,
            Choices = options?.AdditionalProperties?.TryGetValue(FusionProperties.Choices, out int choices) == true ? choices : 1,
        };
        if (response.Content.Headers.ContentType?.MediaType?.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) != true)
        {
            reader.ReadWhole(await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false), response.Content.Headers.ContentType?.MediaType);
        }
        else
        {
            await foreach (ChatResponseUpdate update in ReadStreamAsync(response, reader, cancellationToken).ConfigureAwait(false)) yield return update;
        }

        yield return reader.TakeLast();
    }

    private async IAsyncEnumerable<ChatResponseUpdate> ReadStreamAsync(
        HttpResponseMessage response, ReplyReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using ArrivedEvents arrived = new(_failures);
        while (!reader.HasEnded && await arrived.ReadAsync(body, cancellationToken).ConfigureAwait(false))
        {
            ExceptionDispatchInfo? failure = Read(arrived, reader);

            // What arrives together goes on together: the busier it is here, the more that is, and the less each chunk costs.
            if (reader.Take() is { } update) yield return update;
            failure?.Throw();
        }

        if (reader.HasEnded) await ReadEndAsync(body).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(MostBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw _failures.TooLarge(MostBytes);
        }

        return await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what has arrived. What stands before a failure was said, and is passed on first.</summary>
    private static ExceptionDispatchInfo? Read(ArrivedEvents arrived, ReplyReader reader)
    {
        try
        {
            arrived.HandTo((_, data) => reader.Read(data));
            return null;
        }
        catch (Exception exception) when (exception is EndpointException or JsonException or InvalidOperationException)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Only a connection whose reply was read to its last byte carries another request.</summary>
    private static async Task ReadEndAsync(Stream body)
    {
        using CancellationTokenSource limit = new(LongestEnd);
        byte[] rest = new byte[64];
        try
        {
            while (await body.ReadAsync(rest, limit.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            // The answer is complete; it is the connection that is lost.
        }
    }
}
