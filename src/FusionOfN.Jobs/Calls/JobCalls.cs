namespace FusionOfN.Jobs;

/// <summary>
/// The calls of a job: what was bought before is replayed, equal calls in flight are one, at most so many are in flight over the whole job, and an endpoint that
/// is dead is seen. Wrap every model and scorer of the job once, and use only what comes back.
/// </summary>
public sealed class JobCalls
{
    /// <summary>Creates the calls of a job.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="options">How they are made; when null, the standard.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public JobCalls(CallStore store, JobCallsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Options = options ?? new JobCallsOptions();
        if (Options.Concurrency < 1)
            throw new ArgumentException($"The concurrency is {Options.Concurrency}; it must be at least 1.");
        if (Options.MaxFailuresInARow < 1)
            throw new ArgumentException($"The number of failures in a row is {Options.MaxFailuresInARow}; it must be at least 1.");
        if (Options is { UsesBatches: true, UsesStore: false })
            throw new ArgumentException("Batches need the store: what is bought in one is found again there.");
        Store = store;
        Batches = Options.UsesBatches ? new BatchQueue(store.Batches) : null;
        Gate = new CallGate(Options.Concurrency, Options.Time);
        Watch = new EndpointWatch(Options.MaxFailuresInARow);
    }

    /// <summary>Where the calls are kept.</summary>
    public CallStore Store { get; }

    internal JobCallsOptions Options { get; }

    internal CallGate Gate { get; }

    internal EndpointWatch Watch { get; }

    /// <summary>Where calls wait for a batch; null when all are sent at once.</summary>
    internal BatchQueue? Batches { get; }

    internal CallCounts Counts { get; } = new();

    /// <summary>The same model, whose calls are the job's.</summary>
    /// <param name="model">The model.</param>
    public ChatModel Wrap(ChatModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Client is JobChatClient
            ? model
            : model with { Client = new JobChatClient(model, this), Fallbacks = [.. model.Fallbacks.Select(Wrap)] };
    }

    /// <summary>The names of the wrapped models whose calls wait for batches.</summary>
    public IReadOnlyList<string> BatchedModels => Batches is null ? [] : [.. Batches.Models.Select(model => model.Model.Name).Order(StringComparer.Ordinal)];

    /// <summary>The same panel, whose members' calls are the job's.</summary>
    /// <param name="panel">The panel.</param>
    public Panel Wrap(Panel panel)
    {
        ArgumentNullException.ThrowIfNull(panel);
        Panel wrapped = panel.With(member => member with { Model = Wrap(member.Model) });

        // What waits for a batch takes no place, and shall not keep the next one from being asked for with it.
        return Batches is null ? wrapped : wrapped with { MaxConcurrency = null };
    }

    /// <summary>
    /// The same scorer, whose calls are the job's: of a reward server each answer's score, of a scorer that asks chat models each of their calls.
    /// </summary>
    /// <param name="scorer">The scorer.</param>
    /// <exception cref="NotSupportedException">It asks chat models and does not let them be changed, so that its calls would go past the store.</exception>
    public IScorer Wrap(IScorer scorer) => scorer switch
    {
        null => throw new ArgumentNullException(nameof(scorer)),
        Providers.RewardServerScorer server => new StoredScorer(server, this),
        Providers.EnsembleScorer ensemble => ensemble.With(Wrap),
        _ => scorer.WithModels(Wrap),
    };

    /// <summary>Finds what is known of a call: what an earlier attempt at its item was told, what the store has, or what an equal call in flight ends with.</summary>
    /// <returns>What is known; or else the claim to make the call, which is null where nothing is shared.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal async Task<(StoredCall? Known, TaskCompletionSource<StoredCall?>? Claim)> FindAsync(CallKey key, ICallScope? item, CancellationToken cancellationToken)
    {
        if (item?.TakeDecidedFailure(key) is { } failure)
            return (new StoredCall { Failure = failure }, null);
        if (!Options.UsesStore)
            return (null, null);

        while (true)
        {
            if (Store.TryClaim(key, out Task<StoredCall?> other) is not { } claim)
            {
                // The other may be given up, or fail in a way that another try may not: then this one is next.
                if (await other.WaitAsync(cancellationToken) is { } ended)
                    return (Note(ended), null);
                continue;
            }

            try
            {
                if (await Store.FindAsync(key, cancellationToken) is not { } found)
                    return (null, claim);
                Store.Release(key, claim, found);
                return (Note(found), null);
            }
            catch (Exception exception)
            {
                Store.Release(key, claim, null);
                if (exception is StoreException broken)
                    item?.Break(broken);
                throw;
            }
        }

        StoredCall Note(StoredCall known)
        {
            if (known.IsWithoutAnswer)
                item?.NoteFailure(key);
            Counts.AddReplayed();
            return known;
        }
    }
}
