using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The calls of one run. Every call to a model goes through here, so that it is budgeted, timed, counted and on the receipt.</summary>
public sealed class ModelCalls
{
    private readonly Lock _gate = new();
    private readonly List<ModelCall> _calls = [];
    private readonly long _started;

    internal ModelCalls(PriceList prices, Budget[] budgets, TimeProvider time)
    {
        Prices = prices;
        Budgets = budgets;
        Time = time;
        StartedAt = time.GetUtcNow();
        _started = time.GetTimestamp();
    }

    internal PriceList Prices { get; }

    internal Budget[] Budgets { get; }

    internal TimeProvider Time { get; }

    internal DateTimeOffset StartedAt { get; }

    internal UsageLedger Ledger { get; } = new();

    internal TimeSpan Elapsed => Time.GetElapsedTime(_started);

    /// <summary>The records of all calls so far that have ended, in the order they were sent.</summary>
    public IReadOnlyList<CallRecord> Records
    {
        get
        {
            lock (_gate)
                return [.. _calls.Where(call => call.IsSettled).Select(call => call.Result.Record)];
        }
    }

    /// <summary>Prepares a call whose reply is read as it arrives.</summary>
    /// <param name="role">Why the model is called.</param>
    /// <param name="model">The model. Its own options win over <paramref name="options"/>.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">Options for this call.</param>
    public ModelCall Prepare(CallRole role, ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) =>
        Prepare(role, model, messages, options, candidate: null);

    /// <summary>
    /// Calls a model and waits for the whole reply; when that fails, its <see cref="ChatModel.Fallbacks"/> in turn. A failed call is a result, not an
    /// exception.
    /// </summary>
    /// <param name="role">Why the model is called.</param>
    /// <param name="model">The model. Its own options win over <paramref name="options"/>.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">Options for this call.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<CallResult> CallAsync(
        CallRole role, ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await CallOnceAsync(role, model, messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var next in model.Fallbacks)
        {
            // A reply that was cut off is a reply; another model has no reason to do better within the same limit.
            if (result.State is CallState.Ok or CallState.Truncated)
                break;
            result = await CallOnceAsync(role, next, messages, options, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<CallResult> CallOnceAsync(
        CallRole role, ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var call = Prepare(role, model, messages, options);
        call.TellsPieces = false;
        await foreach (var _ in call.StreamAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return call.Result;
    }

    internal ModelCall Prepare(CallRole role, ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions? options, int? candidate)
    {
        var call = new ModelCall(this, role, model, messages, CallOptions.For(model, options), candidate);
        lock (_gate)
            _calls.Add(call);
        return call;
    }
}
