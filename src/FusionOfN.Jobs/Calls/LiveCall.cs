using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>A call that is sent: it has a place of the job's, and how it ended is on the disk before anybody builds on it.</summary>
internal sealed class LiveCall : IDisposable
{
    private readonly JobCalls _calls;
    private readonly ModelAddress _address;
    private readonly ChatModel? _model;
    private readonly CallKey? _key;
    private readonly TaskCompletionSource<StoredCall?>? _claim;
    private readonly ICallScope? _item;
    private readonly int? _candidate;
    private StoredCall? _ended;
    private bool _hasPlace;

    public LiveCall(JobCalls calls, ModelAddress address, ChatModel? model, CallKey? key, TaskCompletionSource<StoredCall?>? claim, ICallScope? item, int? candidate = null)
    {
        _calls = calls;
        _address = address;
        _model = model;
        _key = key;
        _claim = claim;
        _item = item;
        _candidate = candidate;
    }

    /// <summary>Whether it is known how the call ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Waits for a place. Of several calls that go out in one request, one has the place of all.</summary>
    /// <exception cref="StoredCallException">The endpoint turned out to be dead meanwhile: nothing more is sent there.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await _calls.Gate.EnterAsync(cancellationToken);
        _hasPlace = true;
        if (_calls.Watch.ReasonOf(_address.Title) is not { } reason)
            return;
        _item?.StopFor(reason);
        throw new StoredCallException(reason);
    }

    /// <summary>The call is sent.</summary>
    public void Send() => _calls.Counts.AddSent();

    /// <summary>The reply is complete.</summary>
    /// <exception cref="StoreException">It cannot be kept.</exception>
    public async Task EndAsync(ReplyRecorder recorder)
    {
        HasEnded = true;
        if (recorder.Complete(CostOf) is { } reply)
        {
            _calls.Watch.Succeed(_address.Title);
            await KeepAsync(reply);
        }
        else
        {
            await FailAsync(recorder.Failure);
        }
    }

    /// <summary>The call ended in a failure.</summary>
    /// <exception cref="StoreException">It cannot be kept.</exception>
    public async Task FailAsync(StoredFailure failure)
    {
        HasEnded = true;
        _calls.Watch.Fail(_address.Title, _item?.Id, failure);
        if (!failure.IsPermanent)
            _item?.NoteEndpoint(_address.Title);
        if (_calls.Watch.ReasonOf(_address.Title) is { } reason)
            _item?.StopFor(reason);
        else if (failure.IsPermanent)
            await KeepAsync(new StoredCall { Failure = failure, Usage = new UsageDetails(), CostUsd = 0 });
        else if (_item is not null && _key is { } key)
            await _item.DecideFailureAsync(key, failure);
    }

    /// <summary>The answer was scored.</summary>
    /// <exception cref="StoreException">It cannot be kept.</exception>
    public async Task KeepScoreAsync(double score)
    {
        HasEnded = true;
        _calls.Watch.Succeed(_address.Title);
        await KeepAsync(new StoredCall { Score = score, Usage = new UsageDetails(), CostUsd = 0 });
    }

    /// <summary>Gives the place and the claim free: when the call is kept, so that what a kill can lose is never more than has places.</summary>
    public void Dispose()
    {
        if (_hasPlace)
            _calls.Gate.Leave();
        _hasPlace = false;
        if (_key is { } key && _claim is not null)
            _calls.Store.Release(key, _claim, _ended);
    }

    private async Task KeepAsync(StoredCall call)
    {
        bool isKept = _calls.Options.UsesStore && _key is not null;
        try
        {
            await _calls.Store.AddAsync(isKept ? _key : null, _address.Model, call, _item?.JobId);
        }
        catch (StoreException exception)
        {
            // To the engine it is one failed call among others. To the job it is the end: what is paid for from here on would be lost.
            _item?.Break(exception);
            throw;
        }

        if (call.IsWithoutAnswer && _key is { } key)
            _item?.NoteFailure(key);
        if (call.Failure is null)
            _calls.Counts.AddSpend(call);
        if (call.ToItemCall(_model?.Name ?? _address.Title, _candidate) is { } bought)
            _item?.AddCall(_key, bought);
        _ended = isKept ? call : null;
    }

    private decimal? CostOf(UsageDetails? usage, decimal? reported) => CallPrice.Of(_calls.Options, _model, usage, reported);
}
