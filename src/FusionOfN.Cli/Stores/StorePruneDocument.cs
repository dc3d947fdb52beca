using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion store prune --json</c> prints.</summary>
/// <param name="Store">Where the store is.</param>
/// <param name="Matched">The calls that the options name.</param>
/// <param name="Deleted">How many of them were deleted.</param>
/// <param name="Bytes">What the store takes on the disk afterwards.</param>
internal sealed record StorePruneDocument(string Store, PruneCount Matched, long Deleted, long Bytes);
