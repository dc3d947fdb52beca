namespace FusionOfN;

/// <summary>Enough candidates are in; stragglers have the grace period left.</summary>
/// <param name="Usable">Usable candidates so far.</param>
/// <param name="Slots">Slots asked for.</param>
public sealed record QuorumMet(int Usable, int Slots) : FusionEvent;
