using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>How the store does.</summary>
/// <param name="Fault">What kept the last write from working; null when it worked.</param>
/// <param name="Problem">The same in words, with the mend; null when it worked.</param>
/// <param name="Since">Since when; null when it works.</param>
/// <param name="Waiting">Runs that wait to be written.</param>
/// <param name="LostReceipts">Receipts lost since the start.</param>
internal sealed record StoreHealth(StoreFault? Fault, string? Problem, DateTimeOffset? Since, int Waiting, long LostReceipts)
{
    /// <summary>Whether the last write worked.</summary>
    public bool IsWorking => Fault is null;
}
