using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion store stats --json</c> prints.</summary>
/// <param name="Store">Where the store is.</param>
/// <param name="Calls">What it holds.</param>
/// <param name="Jobs">The jobs that it keeps, the oldest first.</param>
internal sealed record StoreStatsDocument(string Store, CallStoreStats Calls, IReadOnlyList<JobSummary> Jobs);
