using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>One call to a model: reserved before it is sent, settled when it ends, whichever way it ends.</summary>
public sealed class ModelCall
{
    private const int AssumedOutputTokens = 4_096;

    private readonly ModelCalls _run;
    private readonly CallRole _role;
    private readonly IReadOnlyList<ChatMessage> _messages;
    private readonly int? _candidate;
    private readonly ReplyAccumulator _reply = new();
    private readonly List<BudgetReservation> _reservations = [];
    private TimeSpan _start;
    private TimeSpan? _firstToken;
    private bool _sent;
    private bool _isReplayed;
    private CallTarget _target;
    private Activity? _activity;
    private CallResult? _result;

    internal ModelCall(
        ModelCalls run, CallRole role, ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions options, int? candidate)
    {
        _run = run;
        _role = role;
        _messages = messages;
        _candidate = candidate;
        Model = model;
        Options = options;
    }

    /// <summary>How the call ended.</summary>
    /// <exception cref="InvalidOperationException">The call has not ended yet.</exception>
    public CallResult Result => _result ?? throw new InvalidOperationException("The call has not ended yet; read its stream to the end first.");

    internal ChatModel Model { get; }

    internal ChatOptions Options { get; }

    /// <summary>The model that answers, as its provider names it; null until it was named.</summary>
    internal string? ServedModel => _reply.ServedModel;

    internal bool IsSettled => _result is not null;

    /// <summary>Says how a cancelled call is recorded; null: as cancelled.</summary>
    internal Func<(CallState State, CallFailure Failure)>? WhyCancelled { get; set; }

    /// <summary>Whether the stream has the reply's pieces. Where nobody reads them, handing each on would cost as much as reading it.</summary>
    internal bool TellsPieces { get; set; } = true;

    /// <summary>Sends the call and streams the reply. A failure ends the stream and is found in <see cref="Result"/>.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled. The call is on the receipt all the same.</exception>
    public async IAsyncEnumerable<CallDelta> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!TryBegin())
            yield break;

        // What the client does is a part of this call.
        if (_activity is not null)
            Activity.Current = _activity;
        var updates = OpenStream(cancellationToken);
        var hasWaited = false;
        try
        {
            while (updates is not null)
            {
                CallDelta delta;
                try
                {
                    var moving = updates.MoveNextAsync();
                    hasWaited = hasWaited || !moving.IsCompleted;
                    if (!await moving.ConfigureAwait(false))
                        break;
                    delta = Accept(updates.Current);

                    // A client that has all of its answer in memory must not hold up the calls beside this one, nor go on when nobody wants it.
                    if (!hasWaited)
                        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                    hasWaited = true;
                    cancellationToken.ThrowIfCancellationRequested();
                }
#pragma warning disable CA1031 // Whatever a client throws, or gives that cannot be read, is a failed call, not a failed run.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    Fail(exception, cancellationToken);
                    break;
                }

                if (TellsPieces && !delta.IsEmpty)
                    yield return delta;
            }

            var rest = Complete();
            if (TellsPieces && !rest.IsEmpty)
                yield return rest;
        }
        finally
        {
            // Also reached when the reader stops early: then the call was given up.
            Settle(CallState.Cancelled, new CallFailure("The reply was given up before it ended."));
            await DisposeQuietlyAsync(updates).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Reserves the worst case in every budget. When one refuses, the call is settled as never sent.</summary>
    internal bool TryBegin()
    {
        _start = _run.Elapsed;
        CallEstimate estimate;
        int longest;
        try
        {
            var input = TokenEstimate.Count(Model, _messages);
            var choices = Options.AdditionalProperties?.TryGetValue(FusionProperties.Choices, out int several) == true ? Math.Max(1, several) : 1;
            longest = MostOutputTokens(Model, Options);
            var output = (int)Math.Min(int.MaxValue, (long)longest * choices);
            estimate = new CallEstimate(input, output, _run.Prices.Find(Model, _run.StartedAt)?.Cost(input, output));
        }
#pragma warning disable CA1031 // A content that nobody can count, or a counter that fails, is this call's failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Settle(CallState.Failed, CallFailures.Describe(exception));
            return false;
        }

        foreach (var budget in _run.Budgets)
        {
            if (!budget.TryReserve(estimate, out var reservation, out var refusal))
            {
                Settle(CallState.OverBudget, new CallFailure(refusal.Reason) { Kind = refusal.Kind, RetryAfter = refusal.RetryAfter });
                return false;
            }

            _reservations.Add(reservation);
        }

        // What is reserved is what is sent as the limit: without one the answer could be any length.
        if (Array.Exists(_run.Budgets, budget => budget.LimitsLength))
            Options.MaxOutputTokens ??= longest;
        _sent = true;
        _target = CallTarget.Of(Model);
        _activity = FusionTelemetry.StartCall(_role, _target, Options);
        return true;
    }

    /// <summary>The most tokens that the answer to a call may have, and that are reserved for it.</summary>
    internal static int MostOutputTokens(ChatModel model, ChatOptions options) => options.MaxOutputTokens ?? model.MaxOutputTokens ?? AssumedOutputTokens;

    internal CallDelta Accept(ChatResponseUpdate update)
    {
        _firstToken ??= _run.Elapsed - _start;
        return _reply.Append(update);
    }

    internal CallDelta Complete()
    {
        var rest = _reply.Complete();
        var (state, failure) = _reply.Judge();
        Settle(state, failure);
        return rest;
    }

    internal void Fail(Exception exception, CancellationToken cancellationToken)
    {
        _reply.Complete();
        _isReplayed |= exception.Data[FusionProperties.Replayed] is true;
        var (state, failure) = exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested =>
                WhyCancelled?.Invoke() ?? (CallState.Cancelled, new CallFailure("The call was cancelled.")),
            OperationCanceledException or TimeoutException => (CallState.TimedOut, new CallFailure("The call took longer than its client allows.") { Exception = exception }),
            _ => (CallState.Failed, CallFailures.Describe(exception)),
        };
        Settle(state, failure);
    }

    internal void Settle(CallState state, CallFailure? failure)
    {
        if (_result is not null)
            return;

        var usage = _reply.Usage;
        var isPaid = _sent && !_isReplayed && !_reply.IsReplayed;
        CallCost cost = new(null, CostSource.Unknown);
        try
        {
            cost = _sent && !isPaid ? new CallCost(0, CostSource.Store) : PriceList.CostOf(_run.Prices.Find(Model, _run.StartedAt), usage ?? (_sent ? null : new UsageDetails()), _reply.ReportedCost);
        }
#pragma warning disable CA1031 // One call that cannot be accounted for ends no run. What it may have cost at most stays reserved.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (state, failure) = (CallState.Failed, CallFailures.Describe(exception));
        }

        foreach (var reservation in _reservations)
        {
            if (isPaid)
                reservation.Settle(usage, cost.AmountUsd);
            else
                reservation.Release();
        }

        if (_sent)
            _run.Ledger.Add(usage, cost);

        _result = new CallResult(_reply.Text, Record(state, failure, usage, cost))
        {
            Reasoning = _reply.Reasoning,
            Refusal = _reply.Refusal,
            ToolCalls = _reply.ToolCalls,
        };
        if (_sent)
            FusionTelemetry.EndCall(_activity, _target, _result.Record);
    }

    private CallRecord Record(CallState state, CallFailure? failure, UsageDetails? usage, CallCost cost) => new()
    {
        Role = _role,
        Candidate = _candidate,
        RequestedModel = Model.Name,
        ServedModel = _reply.ServedModel,
        State = state,
        Failure = failure,
        FinishReason = _reply.FinishReason?.Value,
        InputTokens = usage?.InputTokenCount,
        OutputTokens = usage?.OutputTokenCount,
        CachedTokens = usage?.CachedInputTokenCount,
        ReasoningTokens = usage?.ReasoningTokenCount,
        CostUsd = _sent ? cost.AmountUsd : 0m,
        CostSource = cost.Source,
        StartMs = _start.TotalMilliseconds,
        LatencyMs = (_run.Elapsed - _start).TotalMilliseconds,
        FirstTokenMs = _firstToken?.TotalMilliseconds,
        Seed = Options.Seed,
        LeftOut = _reply.LeftOut,
        TextHash = _reply.Text.Length > 0 ? TextHash.Of(_reply.Text) : null,
    };

    private IAsyncEnumerator<ChatResponseUpdate>? OpenStream(CancellationToken cancellationToken)
    {
        try
        {
            // A client may change the list it is given; the messages themselves are shared with the other calls.
            return Model.Client.GetStreamingResponseAsync([.. _messages], Options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever a client throws is a failed call, not a failed run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception, cancellationToken);
            return null;
        }
    }

    private static async Task DisposeQuietlyAsync(IAsyncEnumerator<ChatResponseUpdate>? updates)
    {
        if (updates is null)
            return;

        try
        {
            await updates.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The call is settled; a client that cannot close its stream must not change that.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
