using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>A model's client as a job uses it: what was bought is replayed, what is missing is called, kept and booked.</summary>
internal sealed class JobChatClient : DelegatingChatClient, IMultiSampleChatClient
{
    private readonly ChatModel _model;
    private readonly JobCalls _calls;
    private readonly ModelAddress _address;
    private readonly CallKeyWriter _keys;
    private readonly IMultiSampleChatClient? _several;
    private readonly BatchModel? _batch;

    public JobChatClient(ChatModel model, JobCalls calls)
        : base(model.Client)
    {
        _model = model;
        _calls = calls;
        _address = ModelAddress.Of(model);
        _keys = new CallKeyWriter(_address);
        _several = model.Client.GetService<IMultiSampleChatClient>();
        _batch = calls.Batches?.Find(model, _address);
    }

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> prompt = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        ICallScope? item = CallScope.Current;
        using IDisposable? begun = item?.Begin();
        CallKey? key = KeyOf(prompt, options);
        (StoredCall? known, TaskCompletionSource<StoredCall?>? claim) = key is null ? (null, null) : await _calls.FindAsync(key.Value, item, cancellationToken);
        int? candidate = CandidateOf(options);
        if (known is not null)
        {
            Count(item, key, known, candidate);
            foreach (ChatResponseUpdate update in known.ToUpdates())
                yield return update;
            yield break;
        }

        if (_batch is not null && item is not null && key is { } name)
        {
            await WaitForBatchAsync(_batch, name, claim, item, prompt, options, cancellationToken);
            yield break;
        }

        using LiveCall call = new(_calls, _address, _model, key, claim, item, candidate);
        await call.EnterAsync(cancellationToken);
        call.Send();
        ReplyRecorder recorder = new();
        await using IAsyncEnumerator<ChatResponseUpdate> updates = base.GetStreamingResponseAsync(prompt, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates, call, cancellationToken))
        {
            recorder.Add(updates.Current);
            yield return updates.Current;
        }

        await call.EndAsync(recorder);
    }

    public async IAsyncEnumerable<SampleUpdate> GetStreamingSamplesAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, IReadOnlyList<long?> seeds, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> prompt = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        ICallScope? item = CallScope.Current;
        int first = CandidateOf(options) ?? 0;
        CallKey?[] keys = [.. seeds.Select((seed, i) => _keys.KeyOf(prompt, options, first + i, seed))];
        List<(int Index, LiveCall Call)> missing = [];
        try
        {
            foreach (int i in Enumerable.Range(0, seeds.Count).OrderBy(i => keys[i]))
            {
                (StoredCall? known, TaskCompletionSource<StoredCall?>? claim) = keys[i] is { } key ? await _calls.FindAsync(key, item, cancellationToken) : (null, null);
                if (known is null)
                {
                    missing.Add((i, new LiveCall(_calls, _address, _model, keys[i], claim, item, first + i)));
                    continue;
                }

                Count(item, keys[i], known, first + i);

                foreach (ChatResponseUpdate update in known.ToUpdates())
                    yield return new SampleUpdate(i, update);
            }

            if (missing.Count == 0)
                yield break;
            missing.Sort((left, right) => left.Index.CompareTo(right.Index));
            await missing[^1].Call.EnterAsync(cancellationToken);
            missing.ForEach(entry => entry.Call.Send());
            ReplyRecorder[] recorders = [.. missing.Select(_ => new ReplyRecorder())];
            await using IAsyncEnumerator<SampleUpdate> updates = _several!
                .GetStreamingSamplesAsync(prompt, options, [.. missing.Select(entry => seeds[entry.Index])], cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(updates, missing.Select(entry => entry.Call), cancellationToken))
            {
                SampleUpdate next = updates.Current;
                recorders[next.Sample].Add(next.Update);

                // The sample counts as ended with this update, so it is kept before.
                if (next.Update.FinishReason is not null)
                    await missing[next.Sample].Call.EndAsync(recorders[next.Sample]);
                yield return next with { Sample = missing[next.Sample].Index };
            }
        }
        finally
        {
            missing.ForEach(entry => entry.Call.Dispose());
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(IMultiSampleChatClient) ? _several is null ? null : this : base.GetService(serviceType, serviceKey);

    // The client belongs to whoever made it.
#pragma warning disable CA2215 // Passing it on would dispose it under the other users.
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215

    private static int? CandidateOf(ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(FusionProperties.Candidate, out int index) == true ? index : null;

    private void Count(ICallScope? item, CallKey? key, StoredCall known, int? candidate)
    {
        if (known.ToItemCall(_model.Name, candidate) is { } call)
            item?.AddCall(key, call);
    }

    /// <summary>Lets the call wait for a batch. It never ends well here: the item is given up, and comes again when the reply is in the store.</summary>
    private async Task WaitForBatchAsync(
        BatchModel batch, CallKey key, TaskCompletionSource<StoredCall?>? claim, ICallScope item, IReadOnlyList<ChatMessage> prompt, ChatOptions? options, CancellationToken cancellationToken)
    {
        StoredFailure? failure;
        try
        {
            failure = await _calls.Batches!.AddAsync(batch, key, item.JobId, prompt, options, cancellationToken);
            if (failure is not null)
            {
                await item.DecideFailureAsync(key, failure);
                await _calls.Batches.ForgetAsync(key);
            }
        }
        catch (StoreException exception)
        {
            item.Break(exception);
            throw;
        }
        finally
        {
            // Others that need the same call find it among those that wait.
            if (claim is not null)
                _calls.Store.Release(key, claim, null);
        }

        if (failure is not null)
            throw failure.ToException(isReplayed: true);
        await item.ParkAsync(cancellationToken);
    }

    private CallKey? KeyOf(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        CallKey? key = _keys.KeyOf(messages, options);
        if (key is null)
        {
            _calls.Counts.AddNotKept();
            JobLogMessages.NotKept(_calls.Options.Logger, _address.Model);
        }

        return key;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, LiveCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await call.FailAsync(StoredFailure.Of(exception));
            throw;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SampleUpdate> updates, IEnumerable<LiveCall> calls, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            foreach (LiveCall call in calls.Where(call => !call.HasEnded))
                await call.FailAsync(StoredFailure.Of(exception));
            throw;
        }
    }
}
