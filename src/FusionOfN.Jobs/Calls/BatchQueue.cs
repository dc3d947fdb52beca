using System.Collections.Concurrent;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>
/// Calls that are not sent but wait in the store for a batch. The item that needs one is given up for now: it is begun anew when the answer is there, and comes to
/// the same call.
/// </summary>
internal sealed class BatchQueue
{
    private readonly BatchTable _table;
    private readonly ConcurrentDictionary<BatchRoute, BatchModel> _models = new();

    public BatchQueue(BatchTable table) => _table = table;

    /// <summary>The models whose calls come here.</summary>
    public IReadOnlyCollection<BatchModel> Models => [.. _models.Values];

    /// <summary>The queue's part for a model; null when its endpoint takes no batches.</summary>
    public BatchModel? Find(ChatModel model, ModelAddress address) => model.Client.GetService<Endpoint>() is { Options.Batch: not null } endpoint
        ? _models.GetOrAdd(new BatchRoute(address.Place, address.Model), route => new BatchModel(route, endpoint, model))
        : null;

    /// <summary>Looks for a call that waits or has failed, and lets it wait when it is new.</summary>
    /// <returns>The failure that it ended with in batches, told once; null when it waits.</returns>
    /// <exception cref="EndpointException">The call cannot be written.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<StoredFailure?> AddAsync(BatchModel model, CallKey key, string job, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        if (await _table.FindAsync(key, job, cancellationToken) is { } known)
            return known.Failure is { } failure ? StoredCallJson.ReadFailure(failure) : null;
        ReadOnlyMemory<byte> body = await model.Wire.WriteAsync(messages, options, cancellationToken);
        await _table.AddAsync(key, model.Route, job, body.ToArray());
        return null;
    }

    /// <summary>Forgets a call that failed, because whoever needs it was told.</summary>
    public Task ForgetAsync(CallKey key) => _table.RemoveAsync(key);
}
