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
    /// <summary>The most that is read of one reply, streamed or not. No answer is as large; one without an end would take all memory.</summary>
    internal const int MaxBytes = 64 * 1024 * 1024;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    // What follows the end mark is only the end of the body. A server that does not send it keeps its connection to itself.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMilliseconds(200);

    private readonly EndpointOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly FailureFactory _failures;
    private readonly ChatClientMetadata _metadata;
    private readonly Uri _address;
    private readonly OptionalFields _optional;

    public OpenAiChatClient(EndpointOptions options, string model, HttpMessageInvoker http, FailureFactory failures)
    {
        _options = options;
        _http = http;
        _failures = failures;
        _optional = new OptionalFields(options);
        string root = options.BaseUrl.OriginalString.Replace("{model}", Uri.EscapeDataString(model), StringComparison.Ordinal);
        _metadata = new ChatClientMetadata("openai", new Uri(root), model);
        UriBuilder address = new(root);
        address.Path = address.Path.TrimEnd('/') + "/chat/completions";
        _address = address.Uri;
    }

    /// <summary>The fields that the model was found not to take.</summary>
    internal OptionalFields Optional => _optional;

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
        (HttpResponseMessage response, SentFields sent) = await SendAsync([.. messages], options, stream, cancellationToken).ConfigureAwait(false);
        using HttpResponseMessage owned = response;
        string? type = TypeOf(response.Content);
        int choices = options?.AdditionalProperties?.TryGetValue(FusionProperties.Choices, out int asked) == true ? asked : 1;
        ReplyReader reader = new(_failures, choices)
        {
            KeepsReply = options?.AdditionalProperties?.TryGetValue(EndpointProperties.KeepsReply, out bool keeps) == true && keeps,
        };
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using ArrivedEvents arrived = new(_failures);
        if (await IsStreamAsync(arrived, body, type, cancellationToken).ConfigureAwait(false))
        {
            await foreach (ChatResponseUpdate update in ReadStreamAsync(arrived, body, reader, cancellationToken).ConfigureAwait(false)) yield return update;
        }
        else
        {
            while (await arrived.ReadAsync(body, cancellationToken).ConfigureAwait(false))
            {
            }

            reader.ReadWhole(arrived.Whole, type);
        }

        ChatResponseUpdate last = reader.TakeLast();
        if (sent.LeftOut.Count > 0) (last.AdditionalProperties ??= [])[FusionProperties.LeftOut] = string.Join(", ", sent.LeftOut);
        yield return last;
    }

    /// <summary>Sends the request; where the server refuses an optional field of it by name, once more without.</summary>
    private async Task<(HttpResponseMessage Response, SentFields Sent)> SendAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, _address);
            request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
            request.Content = new ReadOnlyMemoryContent(Write(messages, options, stream, out SentFields sent));
            request.Content.Headers.ContentType = JsonType;
            try
            {
                return (await _http.SendAsync(request, cancellationToken).ConfigureAwait(false), sent);
            }
            catch (EndpointException failure) when (_optional.Learn(failure, sent.Optional))
            {
                // Each time around one field less is sent.
            }
        }
    }

    private ReadOnlyMemory<byte> Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool stream, out SentFields sent)
    {
        try
        {
            return RequestBody.Write(_options, options?.ModelId ?? _metadata.DefaultModelId!, messages, options, stream, _optional, out sent);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw _failures.Make(
                EndpointFailureKind.BadRequest, $"the request cannot be written as JSON ({exception.Message.TrimEnd('.')})", isTransient: false, cause: exception);
        }
    }

    // As it came: a type that is not written as the standard wants it is none to the header's own property.
    private static string? TypeOf(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values) ? WithoutParameters(values.ToString()) : null;

    private static string WithoutParameters(string type) => (type.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? type[..end] : type).Trim();

    private static async ValueTask<bool> IsStreamAsync(ArrivedEvents arrived, Stream body, string? type, CancellationToken cancellationToken)
    {
        bool isDeclared = type?.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;
        while (await arrived.ReadAsync(body, cancellationToken).ConfigureAwait(false))
        {
            if (arrived.IsStream(isDeclared) is { } isStream) return isStream;
        }

        return isDeclared;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> ReadStreamAsync(
        ArrivedEvents arrived, Stream body, ReplyReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArrivedEvents.EventReader read = reader.Read;
        bool more = true;
        while (more)
        {
            ExceptionDispatchInfo? failure = Read(arrived, read);

            // What arrives together goes on together: the busier it is here, the more that is, and the less each chunk costs.
            if (reader.Take() is { } update) yield return update;
            failure?.Throw();
            more = !reader.HasEnded && await arrived.ReadAsync(body, cancellationToken).ConfigureAwait(false);
        }

        if (reader.HasEnded) await ReadEndAsync(body).ConfigureAwait(false);
        else arrived.HandLastTo(read);
    }

    /// <summary>Reads what has arrived. What stands before a failure was said, and is passed on first.</summary>
    private static ExceptionDispatchInfo? Read(ArrivedEvents arrived, ArrivedEvents.EventReader read)
    {
        try
        {
            arrived.HandTo(read);
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
