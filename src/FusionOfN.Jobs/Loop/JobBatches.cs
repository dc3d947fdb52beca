using FusionOfN.Providers;

namespace FusionOfN.Jobs;

/// <summary>
/// Sends the calls of a job that wait for batches, waits for the batches, and keeps what they answer. Everything that is known stands in the store: a job whose process
/// ends goes on with the batches that it had asked for, and asks for none twice.
/// </summary>
/// <remarks>After <see cref="BatchRoundEnd.Answered"/> the job is run again: items whose answers are there go on, all others come back to where they wait.</remarks>
public sealed class JobBatches
{
    // An endpoint that does not answer for about a quarter of an hour is down.
    private const int MaxFailuresInARow = 20;

    // A batch is to end within a day.
    private static readonly TimeSpan LongestUnknown = TimeSpan.FromDays(2);

    private readonly JobCalls _calls;
    private readonly JobBatchesOptions _options;
    private readonly BatchLog _log;
    private readonly BatchReader _reader;
    private readonly Dictionary<BatchRoute, BatchApi> _apis = [];
    private readonly Dictionary<BatchRoute, int> _mostCalls = [];
    private readonly HashSet<string> _new = new(StringComparer.Ordinal);
    private TimeSpan _wait;
    private int _failuresInARow;
    private bool _hasAnswers;

    /// <summary>Creates the batches of a job.</summary>
    /// <param name="log">The job.</param>
    /// <param name="calls">Its calls, with <see cref="JobCallsOptions.UsesBatches"/>.</param>
    /// <param name="options">How they are sent and waited for.</param>
    /// <exception cref="ArgumentException">The calls use no batches, or an option is out of range.</exception>
    public JobBatches(JobLog log, JobCalls calls, JobBatchesOptions options)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(options);
        if (calls.Batches is null)
            throw new ArgumentException("The calls use no batches.");
        if (options.MaxAttempts < 1 || options.MaxCalls < 1)
            throw new ArgumentException("The most attempts and the most calls must be at least 1.");
        _calls = calls;
        _options = options;
        _log = new BatchLog(calls.Store, log.JobId, options.Time);
        _reader = new BatchReader(_log, calls, options.MaxAttempts);
        _wait = options.FirstWait;
    }

    /// <summary>Sends what waits, and waits until a batch was answered.</summary>
    /// <param name="changed">Told when it is known how a batch stands, and that is something else than before.</param>
    /// <param name="cancellationToken">Stops waiting. Batches go on at the provider, and are read when the job goes on.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<BatchRound> RunAsync(Action<BatchSummary>? changed = null, CancellationToken cancellationToken = default)
    {
        _hasAnswers = false;
        foreach (BatchSummary batch in await _log.UncleanAsync(cancellationToken))
            await CleanAsync(batch, remote: null, cancellationToken);
        while (true)
        {
            try
            {
                await AskAsync(cancellationToken);
                IReadOnlyList<BatchSummary> open = [.. (await _log.OpenAsync(cancellationToken)).Where(batch => Find(batch.Route) is not null)];
                foreach (BatchSummary batch in open)
                    await StepAsync(batch, changed, cancellationToken);
                if (_hasAnswers)
                {
                    _wait = _options.FirstWait;
                    return new BatchRound(BatchRoundEnd.Answered);
                }

                if (open.Count == 0 && !(await _log.WaitingAsync(cancellationToken)).Any(waiting => Find(waiting.Route) is not null))
                    return new BatchRound(BatchRoundEnd.NothingWaits);
                _failuresInARow = 0;
            }
            catch (EndpointException exception) when (IsPassing(exception) && ++_failuresInARow < MaxFailuresInARow)
            {
                JobLogMessages.BatchTrouble(_options.Logger, exception.Message);
            }
            catch (EndpointException exception)
            {
                return new BatchRound(BatchRoundEnd.Stopped, exception.Message);
            }
            catch (BatchRefusedException exception)
            {
                return new BatchRound(BatchRoundEnd.Stopped, exception.Message);
            }

            await Task.Delay(_wait, _options.Time, cancellationToken);
            _wait = _wait * 2 < _options.LongestWait ? _wait * 2 : _options.LongestWait;
        }
    }

    /// <summary>Writes down a batch for the calls that wait, model by model.</summary>
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        foreach ((BatchRoute route, _) in await _log.WaitingAsync(cancellationToken))
        {
            if (Find(route) is not { } api)
                continue;

            // Where the provider had no room for more, the next one waits until what is there has ended.
            bool isNarrow = _mostCalls.ContainsKey(route);
            if (isNarrow && (await _log.OpenAsync(cancellationToken)).Any(batch => batch.Place == route.Place))
                continue;
            int most = Math.Min(Math.Min(api.MaxRequests, _options.MaxCalls), _mostCalls.GetValueOrDefault(route, int.MaxValue));
            while (await _log.AskAsync(route, most, api.MaxBytes, cancellationToken) is { } batch)
            {
                _new.Add(batch.Id);
                if (isNarrow)
                    break;
            }
        }
    }

    /// <summary>Makes a batch that is wanted, or asks for one that is there and reads it when it has ended.</summary>
    private async Task StepAsync(BatchSummary batch, Action<BatchSummary>? changed, CancellationToken cancellationToken)
    {
        BatchApi api = Find(batch.Route)!;
        RemoteBatch? remote = batch.State == BatchState.Asked
            ? await MakeAsync(api, batch, cancellationToken)
            : await GetAsync(api, batch, cancellationToken);
        if (remote is null)
            return;
        await _log.NoteAsync(batch, remote);
        BatchSummary now = batch with { State = BatchState.Made, RemoteId = remote.Id, RemoteState = remote.State, Completed = remote.Completed };
        if (remote.Phase == BatchPhase.Ended)
            now = await ReadAsync(api, now, remote, cancellationToken);
        else if (remote.Phase == BatchPhase.Refused)
            now = await RefuseAsync(now, remote, cancellationToken);
        else if (remote.Phase == BatchPhase.Unknown && _options.Time.GetUtcNow() - batch.AskedAt > LongestUnknown)
            throw new BatchRefusedException($"{batch.Route.Title}: the batch {remote.Id} is '{remote.State}', which is no state that we know, since {batch.AskedAt:yyyy-MM-dd}. Look at it at the provider; cancel it there, and the same command goes on.");
        if (now.State != batch.State || now.RemoteState != batch.RemoteState || now.Completed != batch.Completed)
            changed?.Invoke(now);
        if (now.State >= BatchState.Read)
            await CleanAsync(now, remote, cancellationToken);
        if (now is { State: BatchState.Refused, Reason: { } reason } && !IsCrowded(remote) && remote.Errors.All(error => error.Line is null))
            throw new BatchRefusedException($"{batch.Route.Title}: the batch of {batch.Calls} calls was refused: {reason}. Its calls wait in the store; the same command sends them again.");
    }

    /// <summary>Makes a batch. One that may have been made already is looked for first: making it again would pay it again.</summary>
    private async Task<RemoteBatch?> MakeAsync(BatchApi api, BatchSummary batch, CancellationToken cancellationToken)
    {
        BatchOrder order = new(batch.Id, batch.JobId, batch.ShardHash, (int)batch.Calls, batch.AskedAt);
        if (!_new.Remove(batch.Id))
        {
            BatchSearch search = await api.FindAsync(order, cancellationToken);
            if (search.Found is not null || !search.IsCertain)
                return search.Found;
        }

        try
        {
            return await api.CreateAsync(order with { Lines = token => LinesAsync(api, batch, order, token) }, cancellationToken);
        }
        catch (EndpointException exception) when (!IsPassing(exception))
        {
            await _log.EndAsync(batch, BatchState.Refused, null, exception.Message, BatchReader.Unanswered, maxAttempts: null);
            await _log.NoteCleanAsync(batch);
            throw;
        }
    }

    private async Task<RemoteBatch?> GetAsync(BatchApi api, BatchSummary batch, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetAsync(batch.RemoteId!, cancellationToken);
        }
        catch (EndpointException exception) when (exception.StatusCode == 404)
        {
            await _log.EndAsync(batch, BatchState.Refused, null, "the provider does not know it any more", BatchReader.Unanswered, _options.MaxAttempts);
            await _log.NoteCleanAsync(batch);
            _hasAnswers = true;
            return null;
        }
    }

    private async Task<BatchSummary> ReadAsync(BatchApi api, BatchSummary batch, RemoteBatch remote, CancellationToken cancellationToken)
    {
        string? stop = await _reader.ReadAsync(api, batch, remote, Model(batch.Route)!, cancellationToken);
        _hasAnswers = true;
        return stop is null
            ? batch with { State = BatchState.Read }
            : throw new BatchRefusedException($"{batch.Route.Title}: {stop} Its calls wait in the store; the same command sends them again.");
    }

    private async Task<BatchSummary> RefuseAsync(BatchSummary batch, RemoteBatch remote, CancellationToken cancellationToken)
    {
        // One line is wrong: its call fails, and the others are sent again without it.
        foreach (BatchError error in remote.Errors.Where(error => error.Line is > 0))
        {
            int line = 0;
            await foreach ((byte[] key, _) in _log.ReadAsync(batch, cancellationToken))
            {
                if (++line != error.Line)
                    continue;
                await _log.KeepAsync(batch, key, BatchReader.Failed(new StoredFailure(
                    $"{batch.Route.Title}: the batch does not take this request: {error.Message} ({error.Code}).", "The batch does not take this request.", nameof(EndpointFailureKind.BadRequest), 400)));
                _hasAnswers = true;
                break;
            }
        }

        // Waiting helps while others are on their way. When there is none, the batch is too large by itself.
        if (IsCrowded(remote))
        {
            bool isAlone = (await _log.OpenAsync(cancellationToken)).All(open => open.Id == batch.Id || open.Place != batch.Place);
            int most = _mostCalls.GetValueOrDefault(batch.Route, (int)batch.Calls);
            _mostCalls[batch.Route] = isAlone ? Math.Max(1, Math.Min(most, (int)batch.Calls) / 2) : most;
        }

        string reason = remote.Errors.Count == 0 ? $"the provider says '{remote.State}' and no more" : string.Join("; ", remote.Errors.Take(3).Select(error => $"{error.Message} ({error.Code})"));
        bool counts = remote.Errors.Any(error => error.Line is not null);
        await _log.EndAsync(batch, BatchState.Refused, remote.State, reason, BatchReader.Unanswered, counts ? _options.MaxAttempts : null);
        return batch with { State = BatchState.Refused, Reason = reason };
    }

    /// <summary>Deletes what the provider keeps. That it fails loses nothing: it is tried again when the job goes on.</summary>
    private async Task CleanAsync(BatchSummary batch, RemoteBatch? remote, CancellationToken cancellationToken)
    {
        if (Find(batch.Route) is not { } api)
            return;
        try
        {
            await api.DeleteAsync(remote ?? await api.GetAsync(batch.RemoteId!, cancellationToken), cancellationToken);
            await _log.NoteCleanAsync(batch);
        }
        catch (EndpointException exception) when (exception.StatusCode == 404)
        {
            await _log.NoteCleanAsync(batch);
        }
        catch (EndpointException exception)
        {
            JobLogMessages.BatchTrouble(_options.Logger, exception.Message);
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(
        BatchApi api, BatchSummary batch, BatchOrder order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((byte[] key, byte[] body) in _log.ReadAsync(batch, cancellationToken))
            yield return api.LineOf(BatchCallName.Of(key, order), body);
    }

    private BatchModel? Model(BatchRoute route) => _calls.Batches!.Models.FirstOrDefault(model => model.Route == route);

    private BatchApi? Find(BatchRoute route)
    {
        if (_apis.TryGetValue(route, out BatchApi? known))
            return known;
        return Model(route) is { } model && BatchApi.Of(model.Endpoint, route.Model, _options.Folder, _options.Time) is { } api ? _apis[route] = api : null;
    }

    private static bool IsCrowded(RemoteBatch remote) => remote.Errors.Any(error => error.Code is "token_limit_exceeded" or "too_many_tasks");

    // A batch that could not be made for want of room is no other.
    private static bool IsPassing(EndpointException exception) => exception.IsTransient || exception.Kind is EndpointFailureKind.Unreachable or EndpointFailureKind.Timeout or EndpointFailureKind.Interrupted;
}
