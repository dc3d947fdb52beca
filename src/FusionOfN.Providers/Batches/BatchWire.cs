using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// The bodies of a model's calls, without a call: the same client writes and reads them that speaks to the endpoint otherwise, so that a request is the same in a
/// batch and on its own, and so is what its reply means.
/// </summary>
public sealed class BatchWire
{
    private readonly IChatClient _client;
    private readonly FailureFactory _failures;
    private readonly string _model;

    /// <summary>Creates the wire of a model.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="model">The model's name there.</param>
    public BatchWire(Endpoint endpoint, string model)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _client = endpoint.CreateOn(model, new EndpointTape());
        _failures = endpoint.Failures(model);
        _model = model;
    }

    /// <summary>The body of a call, which asks for a reply in one piece.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The options, merged with the model's own.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EndpointException">The call cannot be written, or a variable with a key is not set.</exception>
    public async Task<ReadOnlyMemory<byte>> WriteAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken = default)
    {
        EndpointTape.Side side = EndpointTape.Record();
        CallBody.Current = CallBody.Of(options);
        try
        {
            await _client.GetResponseAsync([.. messages], options?.Clone(), cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What ends the call is the tape's own: nothing was to be sent.
        catch (Exception exception) when (side.Sent is not null && exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
        }

        return side.Sent ?? throw _failures.Make(EndpointFailureKind.BadRequest, "the request was not written", isTransient: false);
    }

    /// <summary>Reads a reply.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="body">Its body.</param>
    /// <param name="readSent">Reads the body that was sent; only asked for where the reply refuses it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The reply; null when the model does not take an optional field that was sent, and is to be asked again without: <see cref="WriteAsync"/> leaves it out from now on.</returns>
    /// <exception cref="EndpointException">It is a failure.</exception>
    public async Task<ChatResponse?> ReadAsync(
        int status, ReadOnlyMemory<byte> body, Func<CancellationToken, Task<byte[]?>> readSent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(readSent);
        EndpointTape.Play(status, body);
        try
        {
            return await _client.GetResponseAsync([new ChatMessage(ChatRole.User, "")], null, cancellationToken).ConfigureAwait(false);
        }
        catch (EndpointException exception) when (exception.Kind == EndpointFailureKind.Refused)
        {
            return ResilientChatClient.RefusalOf(exception, _model);
        }
        catch (EndpointException exception) when (exception.StatusCode is 400 or 422)
        {
            if (_client is OpenAiChatClient client && await readSent(cancellationToken).ConfigureAwait(false) is { } sent && client.Optional.Learn(exception, FieldsOf(sent))) return null;
            throw;
        }
        catch (Exception exception) when (exception is not EndpointException and not OperationCanceledException)
        {
            throw _failures.Unreadable(exception);
        }
    }

    private static string[] FieldsOf(byte[] sent)
    {
        using JsonDocument document = JsonDocument.Parse(sent);
        return [.. document.RootElement.EnumerateObject().Select(field => field.Name)];
    }
}
