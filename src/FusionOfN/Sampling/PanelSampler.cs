using System.Threading.Channels;

namespace FusionOfN;

/// <summary>Samples slots of a panel: all at once within the caps, until all are settled or the quorum gives up on the rest.</summary>
internal sealed class PanelSampler : IDisposable
{
    private readonly Recipe _recipe;
    private readonly FusionRequest _request;
    private readonly ModelCalls _calls;
    private readonly ChannelWriter<FusionEvent> _events;
    private readonly ConcurrencyCaps _caps;
    private readonly Queue<PanelMember> _spares;
    private readonly long? _seed;
    private readonly bool _tellsDeltas;

    public PanelSampler(Recipe recipe, FusionRequest request, ModelCalls calls, ChannelWriter<FusionEvent> events)
    {
        _recipe = recipe;
        _request = request;
        _calls = calls;
        _events = events;
        _caps = new ConcurrencyCaps(recipe.Panel);
        _spares = new(recipe.Panel.Spares.SelectMany(spare => Enumerable.Repeat(spare, spare.Samples)));
        _seed = recipe.Seed ?? request.Options?.Seed;
        _tellsDeltas = request.ReadsCandidateDeltas || recipe.Invocation.Mode == InvocationMode.Solo;
    }

    public async Task<IReadOnlyList<Candidate>> SampleAsync(IReadOnlyList<PanelSlot> slots, CancellationToken cancellationToken)
    {
        var watch = new QuorumWatch(
            _recipe.Quorum, slots.Count, _recipe.Quorum.Timeout - _calls.Elapsed, _calls.Time, _events, cancellationToken);
        await using (watch.ConfigureAwait(false))
        {
            var jobs = slots
                .GroupBy(slot => slot.Member, ReferenceEqualityComparer.Instance)
                .SelectMany(group => Start([.. group], watch));
            var candidates = await Task.WhenAll(jobs).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return [.. candidates.SelectMany(batch => batch).OrderBy(candidate => candidate.Index)];
        }
    }

    public void Dispose() => _caps.Dispose();

    private IEnumerable<Task<Candidate[]>> Start(PanelSlot[] slots, QuorumWatch watch)
    {
        var member = slots[0].Member;
        var together = slots.Length > 1 && _caps.AllowsTogether(member, slots.Length)
            ? member.Model.Client.Find<IMultiSampleChatClient>()
            : null;
        return together is null
            ? slots.Select(slot => SampleOneAsync(slot, watch))
            : [SampleTogetherAsync(together, slots, watch)];
    }

    private async Task<Candidate[]> SampleOneAsync(PanelSlot slot, QuorumWatch watch)
    {
        var candidate = await SampleAsync(slot, slot.Member, watch).ConfigureAwait(false);
        return [await SettleAsync(slot, candidate, watch).ConfigureAwait(false)];
    }

    /// <summary>Draws all samples of a member in one go, for clients that share the work of the prompt among them.</summary>
    private async Task<Candidate[]> SampleTogetherAsync(IMultiSampleChatClient client, PanelSlot[] slots, QuorumWatch watch)
    {
        var model = slots[0].Member.Model;
        ModelCall[] calls = [.. slots.Select(slot => Prepare(slot, model))];
        Candidate?[] settled = new Candidate?[slots.Length];
        int[] begun = [.. Enumerable.Range(0, calls.Length).Where(i => calls[i].TryBegin())];
        foreach (var i in begun)
            _events.TryWrite(new CandidateStarted(slots[i].Index, model.Name));

        try
        {
            if (begun.Length > 0)
            {
                long?[] seeds = [.. begun.Select(i => calls[i].Options.Seed)];
                var updates = client.GetStreamingSamplesAsync([.. _request.Messages], calls[begun[0]].Options, seeds, watch.Token);
                await foreach (var update in updates.ConfigureAwait(false))
                {
                    var i = begun[update.Sample];
                    Publish(slots[i], calls[i], calls[i].Accept(update.Update));
                    if (update.Update.FinishReason is not null && settled[i] is null)
                        settled[i] = await FinishAsync(i).ConfigureAwait(false);
                }
            }
        }
#pragma warning disable CA1031 // Whatever a client throws is failed candidates, not a failed run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var call in calls.Where(call => !call.IsSettled))
                Fail(call, exception, watch);
        }

        for (var i = 0; i < calls.Length; i++)
            settled[i] ??= await FinishAsync(i).ConfigureAwait(false);
        return [.. settled.Select(candidate => candidate!)];

        async Task<Candidate> FinishAsync(int i)
        {
            if (!calls[i].IsSettled)
                Publish(slots[i], calls[i], calls[i].Complete());
            return await SettleAsync(slots[i], Tell(slots[i], calls[i]), watch).ConfigureAwait(false);
        }
    }

    private async Task<(Candidate Candidate, CallRecord Call)> SampleAsync(PanelSlot slot, PanelMember member, QuorumWatch watch)
    {
        var call = Prepare(slot, member.Model);
        try
        {
            await _caps.EnterAsync(member, watch.Token).ConfigureAwait(false);
            try
            {
                _events.TryWrite(new CandidateStarted(slot.Index, member.Model.Name));
                call.WhyCancelled = watch.WhyCancelled;
                call.TellsPieces = _tellsDeltas;
                await foreach (var delta in call.StreamAsync(watch.Token).ConfigureAwait(false))
                    Publish(slot, call, delta);

                // Told before the place is given up: where one waits for another, its start comes after the other's end.
                return Tell(slot, call);
            }
            finally
            {
                _caps.Leave(member);
            }
        }
        catch (OperationCanceledException) when (watch.Token.IsCancellationRequested)
        {
            var (state, failure) = watch.WhyCancelled();
            call.Settle(state, failure);
        }

        return Tell(slot, call);
    }

    /// <summary>Settles a slot; one that failed is refilled from the spares first, while there are any.</summary>
    private async Task<Candidate> SettleAsync(PanelSlot slot, (Candidate Candidate, CallRecord Call) sample, QuorumWatch watch)
    {
        while (!IsUsable(sample.Candidate) && sample.Candidate.State != CallState.OverBudget
            && !watch.Token.IsCancellationRequested && TryTakeSpare(out var spare))
        {
            sample = await SampleAsync(slot, spare, watch).ConfigureAwait(false);
        }

        watch.Settled(IsUsable(sample.Candidate));
        return sample.Candidate;
    }

    private bool TryTakeSpare(out PanelMember spare)
    {
        lock (_spares)
            return _spares.TryDequeue(out spare!);
    }

    private ModelCall Prepare(PanelSlot slot, ChatModel model)
    {
        var call = _calls.Prepare(CallRole.Panel, model, _request.Messages, _request.Options, slot.Index);
        (call.Options.AdditionalProperties ??= [])[FusionProperties.Candidate] = slot.Draw;
        if (_seed is { } seed)
            call.Options.Seed = model.Options?.Seed ?? seed + slot.Draw;
        return call;
    }

    private void Publish(PanelSlot slot, ModelCall call, CallDelta delta)
    {
        if (_tellsDeltas && !delta.IsEmpty)
            _events.TryWrite(new CandidateDelta(slot.Index, delta.Text, delta.Reasoning is { Length: > 0 } reasoning ? reasoning : null) { ModelServed = call.ServedModel, Reply = delta.Reply });
    }

    private static void Fail(ModelCall call, Exception exception, QuorumWatch watch)
    {
        if (exception is OperationCanceledException && watch.Token.IsCancellationRequested)
        {
            var (state, failure) = watch.WhyCancelled();
            call.Settle(state, failure);
        }
        else
        {
            call.Fail(exception, watch.Token);
        }
    }

    private static bool IsUsable(Candidate candidate) => candidate.State == CallState.Ok;

    /// <summary>Tells how a call ended.</summary>
    private (Candidate Candidate, CallRecord Call) Tell(PanelSlot slot, ModelCall call)
    {
        var result = call.Result;
        var candidate = new Candidate(slot.Index, call.Model.Name, result.State, result.Text)
        {
            ModelServed = result.Record.ServedModel,
            Reasoning = result.Reasoning,
            Refusal = result.Refusal,
            Failure = result.Record.Failure,
            ToolCalls = result.ToolCalls,
            Seed = result.Record.Seed,
        };
        _events.TryWrite(new CandidateCompleted(candidate, result.Record));
        return (candidate, result.Record);
    }
}
