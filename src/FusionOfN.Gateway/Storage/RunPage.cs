namespace FusionOfN.Gateway;

/// <summary>Some runs, newest first.</summary>
/// <param name="Runs">The runs, without their receipts.</param>
/// <param name="Next">What to ask with for the older ones; null when there are none.</param>
internal sealed record RunPage(IReadOnlyList<StoredRun> Runs, string? Next);
