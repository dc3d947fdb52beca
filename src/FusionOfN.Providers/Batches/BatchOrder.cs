namespace FusionOfN.Providers;

/// <summary>A batch that is asked for.</summary>
/// <param name="Id">Our name of it: 32 hexadecimal digits that no other batch has. Every <see cref="BatchResult.Id"/> of it ends with <see cref="Mark"/>.</param>
/// <param name="JobId">Our name of the job, for people who look at the provider's list.</param>
/// <param name="ShardHash">The hash of what it asks for.</param>
/// <param name="Requests">How many requests it has.</param>
/// <param name="AskedAt">When it was written down that it is wanted.</param>
public sealed record BatchOrder(string Id, string JobId, string ShardHash, int Requests, DateTimeOffset AskedAt)
{
    /// <summary>What the names of its requests end with, for APIs that keep nothing else of ours.</summary>
    public string Mark => Id[^8..];

    /// <summary>Its lines, each by <see cref="BatchApi.LineOf"/>; null where it is only looked for.</summary>
    public Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>>? Lines { get; init; }
}
