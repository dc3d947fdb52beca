using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>One model of an endpoint: every call goes through the endpoint's shared limits, and every failure comes out as an <see cref="EndpointException"/>.</summary>
internal sealed class ResilientChatClient : DelegatingChatClient
{
    private readonly Endpoint _endpoint;
    private readonly string _model;
    private readonly EndpointLimits _limits;
    private readonly FailureFactory _failures;

    public ResilientChatClient(IChatClient inner, Endpoint endpoint, string model, EndpointLimits limits, FailureFactory failures)
        : base(inner)
    {
        _endpoint = endpoint;
        _model = model;
        _limits = limits;
        _failures = failures;
    }

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatMessage> prompt = [.. messages];
        ThrowIfReserved(options);
        try
        {
            return await _limits.ExecuteAsync(
                _failures, _model, CallTokens.Estimate(prompt, options), attempt => AskAsync(prompt, options, attempt), cancellationToken).ConfigureAwait(false);
        }
        catch (EndpointException exception) when (exception.Kind == EndpointFailureKind.Refused)
        {
            return RefusalOf(exception, _model);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> prompt = [.. messages];
        ThrowIfReserved(options);
        OpenedStream? opened = null;
        EndpointException? refusal = null;
        try
        {
            opened = await _limits.ExecuteAsync(
                _failures, _model, CallTokens.Estimate(prompt, options), attempt => OpenAsync(prompt, options, attempt), cancellationToken).ConfigureAwait(false);
        }
        catch (EndpointException exception) when (exception.Kind == EndpointFailureKind.Refused)
        {
            refusal = exception;
        }

        if (opened is null)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [Refusal(refusal!)]) { ModelId = _model, FinishReason = ChatFinishReason.ContentFilter };
            yield break;
        }

        await using (opened.ConfigureAwait(false))
        {
            StreamSummary summary = new();
            foreach (ChatResponseUpdate update in opened.Begin)
            {
                summary.Add(update);
                yield return update;
            }

            while (!opened.HasEnded && await NextAsync(opened).ConfigureAwait(false))
            {
                summary.Add(opened.Updates.Current);
                yield return opened.Updates.Current;
            }

            if (!summary.IsComplete) throw await CountAsync(Unfinished()).ConfigureAwait(false);
            opened.Attempt.Succeed(summary.Usage);
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType == typeof(Endpoint) ? _endpoint : base.GetService(serviceType, serviceKey);
    }

    /// <summary>A request that the provider's filter stopped, as a reply.</summary>
    internal static ChatResponse RefusalOf(EndpointException exception, string model) => new(new ChatMessage(ChatRole.Assistant, [Refusal(exception)]))
    {
        ModelId = model,
        FinishReason = ChatFinishReason.ContentFilter,
    };

    // The client is shared by all who asked the endpoint for this model, and lives as long as the endpoint.
#pragma warning disable CA2215 // Passing it on would dispose the adapter under the other users.
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215

    private async Task<ChatResponse> AskAsync(List<ChatMessage> prompt, ChatOptions? options, Attempt attempt)
    {
        CallBody.Current = CallBody.Of(options);
        ChatResponse response = await base.GetResponseAsync(prompt, options?.Clone(), attempt.Token).ConfigureAwait(false);
        if (attempt.Number > 1) (response.AdditionalProperties ??= [])[EndpointProperties.Attempts] = attempt.Number;
        attempt.Succeed(response.Usage);
        attempt.Dispose();
        return response;
    }

    /// <summary>Reads up to the first token, because until then the call may be tried again.</summary>
    private async Task<OpenedStream> OpenAsync(List<ChatMessage> prompt, ChatOptions? options, Attempt attempt)
    {
        CallBody.Current = CallBody.Of(options);
        IAsyncEnumerator<ChatResponseUpdate> updates =
            base.GetStreamingResponseAsync(prompt, options?.Clone(), attempt.Token).GetAsyncEnumerator(attempt.Token);
        try
        {
            List<ChatResponseUpdate> begin = [];
            StreamSummary summary = new();
            attempt.ExpectFirstToken();
            while (await updates.MoveNextAsync().ConfigureAwait(false))
            {
                ChatResponseUpdate update = updates.Current;
                if (begin.Count == 0 && attempt.Number > 1) (update.AdditionalProperties ??= [])[EndpointProperties.Attempts] = attempt.Number;
                begin.Add(update);
                summary.Add(update);
                if (!StreamSummary.HasToken(update)) continue;
                attempt.Rest();
                return new OpenedStream(attempt, updates, begin, HasEnded: false);
            }

            if (!summary.IsComplete) throw Unfinished();
            attempt.Rest();
            return new OpenedStream(attempt, updates, begin, HasEnded: true);
        }
        catch
        {
            await updates.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<bool> NextAsync(OpenedStream opened)
    {
        try
        {
            // What is there already needs no clock: servers send many updates in one go.
            ValueTask<bool> next = opened.Updates.MoveNextAsync();
            if (next.IsCompletedSuccessfully) return next.Result;
            opened.Attempt.ExpectNext();
            bool more = await next.ConfigureAwait(false);
            opened.Attempt.Rest();
            return more;
        }
        catch (Exception exception)
        {
            Exception meaning = await CountAsync(opened.Attempt.Translate(exception)).ConfigureAwait(false);
            if (ReferenceEquals(meaning, exception)) throw;
            throw meaning;
        }
    }

    private async Task<Exception> CountAsync(Exception exception)
    {
        await _limits.CountLateFailureAsync(_model, exception).ConfigureAwait(false);
        return exception;
    }

    private void ThrowIfReserved(ChatOptions? options)
    {
        if (CallBody.FindReserved(CallBody.Of(options)) is not { } reserved) return;
        throw _failures.Make(EndpointFailureKind.BadRequest, $"the call's body sets '{reserved}', which every request sets itself; take it out", isTransient: false);
    }

    private EndpointException Unfinished() =>
        _failures.Make(EndpointFailureKind.Interrupted, "the stream ended before the answer was complete (no finish reason)", isTransient: true);

    // The provider's filter, not the model: what it says is no text for whoever asked.
    private static ErrorContent Refusal(EndpointException exception) => new(exception.Message) { ErrorCode = "ContentFilter" };
}
