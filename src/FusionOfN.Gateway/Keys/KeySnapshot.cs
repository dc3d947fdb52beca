namespace FusionOfN.Gateway;

/// <summary>The keys as they were read at one moment.</summary>
/// <param name="ByHash">The keys by the hash of their secret.</param>
/// <param name="ReadAt">When they were read.</param>
/// <param name="Timestamp">The same as a timestamp of the clock.</param>
internal sealed record KeySnapshot(IReadOnlyDictionary<string, ApiKey> ByHash, DateTimeOffset ReadAt, long Timestamp);
