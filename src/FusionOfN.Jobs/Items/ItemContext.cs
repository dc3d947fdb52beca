using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Jobs;

/// <summary>
/// One item while it is worked on. An item that is interrupted is run again from its beginning: what it bought is replayed, what it decided is followed, and
/// because everything random derives from <see cref="Seed"/>, what is still missing is asked in the same bytes.
/// </summary>
public sealed class ItemContext : ICallScope
{
    private const string CallPrefix = "call:";

    private readonly JobLog _log;
    private readonly ItemLimits _limits;
    private readonly Dictionary<string, Queue<byte[]>> _decided = new(StringComparer.Ordinal);
    private readonly ItemParking? _parking;
    private readonly Lock _gate = new();
    private readonly List<CallKey> _failures = [];
    private readonly HashSet<CallKey> _counted = [];
    private readonly List<ItemCall> _calls = [];
    private readonly HashSet<string> _failedEndpoints = new(StringComparer.Ordinal);
    private int _ordinal;
    private StoreException? _broken;
    private string? _stopped;

    private ItemContext(JobLog log, ItemLimits limits, string id, long position, ItemParking? parking)
    {
        _parking = parking;
        _log = log;
        _limits = limits;
        Id = id;
        Position = position;

        // Halved, so that adding the number of a candidate cannot overflow.
        Seed = Seeds.Derive(log.Seed, id) / 2;
    }

    /// <summary>The item's name.</summary>
    public string Id { get; }

    /// <summary>Where it stands in the input, from 0.</summary>
    public long Position { get; }

    /// <summary>What everything random of this item derives from: of the job's seed and the item's name. From 0 to 2^30.</summary>
    public int Seed { get; }

    /// <summary>
    /// What the item's calls came to so far, each counted once, whether they were bought now, by an earlier attempt or by another job: the same item has the
    /// same. Failed calls are not among them.
    /// </summary>
    public IReadOnlyList<ItemCall> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    string ICallScope.JobId => _log.JobId;

    internal bool HasDecisions => _ordinal > 0;

    /// <summary>The permanent failures that the item was told, for a retry; null when there is none.</summary>
    internal byte[]? FailureKeys
    {
        get
        {
            lock (_gate)
                return _failures.Count == 0 ? null : [.. _failures.Distinct().SelectMany(key => key.ToBytes())];
        }
    }

    /// <summary>Whether a call of the item waits for a batch.</summary>
    internal bool HasParked => _parking?.HasParked == true;

    internal static async Task<ItemContext> OpenAsync(JobLog log, ItemLimits limits, string id, long position, ItemParking? parking, CancellationToken cancellationToken)
    {
        ItemContext context = new(log, limits, id, position, parking);
        foreach ((string name, byte[] body) in await log.Decisions.ReadAsync(id, cancellationToken))
        {
            context._ordinal++;
            if (!context._decided.TryGetValue(name, out Queue<byte[]>? bodies))
                context._decided[name] = bodies = [];
            bodies.Enqueue(body);
        }

        return context;
    }

    /// <summary>Runs the engine once, within the job's budget and with the item's seed.</summary>
    /// <param name="recipe">The recipe; its models are those that <see cref="JobCalls"/> wrapped. A seed of its own wins over the item's.</param>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>
    /// Do not catch what it throws: the loop does. When the budget does not cover a call, or an endpoint is dead, no answer comes of it and the item waits; a
    /// store that does not work ends the job.
    /// </remarks>
    public async Task<FusionOutcome> CompleteAsync(Recipe recipe, FusionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(request);
        FusionEngine engine = new(recipe with { Seed = recipe.Seed ?? Seed }, new FusionEngineOptions { TimeProvider = _limits.Time, Logger = _limits.Logger });
        FusionOutcome outcome = await engine.CompleteAsync(request with { SharedBudgets = [.. request.SharedBudgets, _limits.Budget] }, cancellationToken);
        ThrowIfStopped();
        return outcome.Receipt.Calls.FirstOrDefault(call => call.State == CallState.OverBudget)?.Failure is { } refusal
            ? throw new ItemWaitsException(ItemWait.Budget, refusal.Reason)
            : outcome;
    }

    /// <summary>Samples a pool. What of it depends on time (stragglers that were given up, calls that failed) is decided once, and holds when the item is run again.</summary>
    /// <param name="recipe">The recipe whose panel is sampled.</param>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="name">The decision's name, when an item samples more than one pool.</param>
    /// <remarks>See <see cref="CompleteAsync"/>. Tool calls of candidates are not part of what is decided.</remarks>
    public async Task<CandidatePool> SampleAsync(Recipe recipe, FusionRequest request, CancellationToken cancellationToken, string name = "pool")
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(request);
        var type = (JsonTypeInfo<Candidate>)ReceiptJson.Options.GetTypeInfo(typeof(Candidate));
        if (TakeDecision(name) is { } decided)
            return new CandidatePool(request.Messages, Read(decided));
        int before = Calls.Count;

        FusionOutcome outcome = await CompleteAsync(
            recipe with { Aggregator = new FirstAggregator() }, request with { TracesProvenance = false }, cancellationToken);
        if (outcome.Receipt.Calls.Any(call => call.State is CallState.Failed or CallState.TimedOut or CallState.Cancelled))
            await DecideAsync(name, CanonicalJson.With(writer => Write(writer), bytes => bytes.ToArray()));
        return outcome.Pool;

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("candidates"u8);
            foreach (Candidate candidate in outcome.Pool.Candidates)
                JsonSerializer.Serialize(writer, candidate, type);
            writer.WriteEndArray();
            writer.WriteStartArray("calls"u8);
            foreach (ItemCall call in Calls.Skip(before))
                ItemCallJson.Write(writer, call);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        List<Candidate> Read(byte[] body)
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;

            // Calls of a pool that was decided are not asked again, so what they came to is part of what was decided. Earlier versions kept the candidates alone.
            bool isBare = root.ValueKind == JsonValueKind.Array;
            foreach (JsonElement call in isBare ? [] : root.GetProperty("calls").EnumerateArray().ToArray())
                _calls.Add(ItemCallJson.Read(call));
            return [.. (isBare ? root : root.GetProperty("candidates")).EnumerateArray().Select(element => element.Deserialize(type)!)];
        }
    }

    /// <summary>Decides something that depends on time, once: it is written down before it is built on, and holds when the item is run again.</summary>
    /// <param name="name">The decision's name.</param>
    /// <param name="type">How it is written as JSON.</param>
    /// <param name="decide">Decides it, when it was not decided before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> DecideAsync<T>(string name, JsonTypeInfo<T> type, Func<CancellationToken, Task<T>> decide, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(decide);
        if (TakeDecision(name) is { } decided)
            return JsonSerializer.Deserialize(decided, type)!;
        T decision = await decide(cancellationToken);
        ThrowIfStopped();
        await DecideAsync(name, JsonSerializer.SerializeToUtf8Bytes(decision, type));
        return decision;
    }

    /// <summary>The failure that an earlier attempt at this item met at this point; null when it met none.</summary>
    StoredFailure? ICallScope.TakeDecidedFailure(CallKey key) => TakeDecision(CallPrefix + key) is { } body ? StoredCallJson.ReadFailure(body) : null;

    /// <summary>Writes down a failure that may be gone the next time, so that the item takes the same road when it is run again.</summary>
    Task ICallScope.DecideFailureAsync(CallKey key, StoredFailure failure) => DecideAsync(CallPrefix + key, StoredCallJson.Write(failure));

    /// <summary>A call met a failure that every repetition meets.</summary>
    void ICallScope.NoteFailure(CallKey key)
    {
        lock (_gate)
            _failures.Add(key);
    }

    void ICallScope.AddCall(CallKey? key, ItemCall call)
    {
        lock (_gate)
        {
            if (key is null || _counted.Add(key.Value))
                _calls.Add(call);
        }
    }

    IDisposable? ICallScope.Begin() => _parking?.Begin();

    Task ICallScope.ParkAsync(CancellationToken cancellationToken) => _parking!.ParkAsync(cancellationToken);

    /// <summary>The store does not work.</summary>
    void ICallScope.Break(StoreException exception) => Break(exception);

    private void Break(StoreException exception) => Interlocked.CompareExchange(ref _broken, exception, null);

    /// <summary>An endpoint is dead: nothing that this item comes to now counts.</summary>
    void ICallScope.StopFor(string reason) => Interlocked.CompareExchange(ref _stopped, reason, null);

    /// <exception cref="StoreException">The store does not work.</exception>
    /// <exception cref="ItemWaitsException">An endpoint is dead.</exception>
    internal void ThrowIfStopped()
    {
        ThrowIfBroken();
        if (_stopped is not null)
            throw new ItemWaitsException(ItemWait.Endpoint, _stopped);
        if (HasParked)
            throw new ItemWaitsException(ItemWait.Batch, "it waits for a batch");
    }

    /// <exception cref="StoreException">The store does not work.</exception>
    internal void ThrowIfBroken()
    {
        if (_broken is not null)
            throw new StoreException(_broken.Fault, _broken.Message, _broken);
    }

    /// <summary>A call failed in a way that another try may not.</summary>
    void ICallScope.NoteEndpoint(string endpoint)
    {
        lock (_gate)
            _failedEndpoints.Add(endpoint);
    }

    /// <exception cref="ItemWaitsException">An endpoint where a call of this item failed turned out to be dead.</exception>
    internal void ThrowIfDown(EndpointWatch watch)
    {
        lock (_gate)
        {
            if (_failedEndpoints.Select(watch.ReasonOf).FirstOrDefault(reason => reason is not null) is { } reason)
                throw new ItemWaitsException(ItemWait.Endpoint, reason);
        }
    }

    private byte[]? TakeDecision(string name)
    {
        lock (_gate)
            return _decided.TryGetValue(name, out Queue<byte[]>? bodies) && bodies.TryDequeue(out byte[]? body) ? body : null;
    }

    private async Task DecideAsync(string name, byte[] body)
    {
        try
        {
            await _log.Decisions.AddAsync(Id, Interlocked.Increment(ref _ordinal), name, body);
        }
        catch (StoreException exception)
        {
            Break(exception);
            throw;
        }
    }
}

/// <summary>What all items of a job share while they are worked on.</summary>
/// <param name="Budget">The job's budget.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where the engine logs.</param>
internal sealed record ItemLimits(Budget Budget, TimeProvider Time, ILogger Logger);
