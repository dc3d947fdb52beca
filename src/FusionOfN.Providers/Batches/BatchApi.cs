namespace FusionOfN.Providers;

/// <summary>
/// A provider's batch API for one model: many requests go in at once and are answered within hours, for less. Every member is one exchange with the provider; what was
/// asked for and what is still missing is remembered by the caller. Failures are <see cref="EndpointException"/>.
/// </summary>
public abstract class BatchApi
{
    /// <summary>The most requests of one batch.</summary>
    public abstract int MaxRequests { get; }

    /// <summary>The most bytes of one batch.</summary>
    public abstract long MaxBytes { get; }

    /// <summary>The batch API of a model; null when its endpoint offers none (<see cref="EndpointOptions.Batch"/>).</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="model">The model's name there.</param>
    /// <param name="folder">Where files are put for servers that read them from there, see <see cref="BatchDialect.Vllm"/>.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public static BatchApi? Of(Endpoint endpoint, string model, string folder, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        time ??= TimeProvider.System;
        return endpoint.Options.Batch switch
        {
            null => null,
            BatchDialect.Anthropic => new AnthropicBatchApi(new BatchHttp(endpoint, model)),
            BatchDialect.Vllm => new FolderBatchApi(folder, model),
            BatchDialect dialect => new OpenAiBatchApi(new BatchHttp(endpoint, model), dialect == BatchDialect.Azure, time),
        };
    }

    /// <summary>One request as it stands in a batch, in one line.</summary>
    /// <param name="id">Its name, at most 64 characters of A to Z, a to z, 0 to 9, <c>_</c> and <c>-</c>.</param>
    /// <param name="body">The body that a single call would have.</param>
    public abstract ReadOnlyMemory<byte> LineOf(string id, ReadOnlyMemory<byte> body);

    /// <summary>Makes a batch. No provider promises that doing so twice makes one: after a failure in which nothing was answered, look for it first.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<RemoteBatch> CreateAsync(BatchOrder order, CancellationToken cancellationToken = default);

    /// <summary>Looks for a batch that was asked for, and of which it is not known whether it was made.</summary>
    /// <param name="order">What was asked for; its lines are not read.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public abstract Task<BatchSearch> FindAsync(BatchOrder order, CancellationToken cancellationToken = default);

    /// <summary>Asks how a batch stands.</summary>
    /// <param name="id">The provider's name of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<RemoteBatch> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Reads every answer and every failure of a batch that has ended, in any order.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public abstract IAsyncEnumerable<BatchResult> ReadAsync(RemoteBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Deletes what the provider keeps of a batch that was read: its files count against a quota.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task DeleteAsync(RemoteBatch batch, CancellationToken cancellationToken = default);
}
