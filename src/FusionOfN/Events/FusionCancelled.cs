namespace FusionOfN;

/// <summary>
/// The run was cancelled: what had been spent until then. The last event before the stream ends with an <see cref="OperationCanceledException"/>.
/// </summary>
/// <param name="Receipt">The receipt, with every call that was made.</param>
public sealed record FusionCancelled(FusionReceipt Receipt) : FusionEvent;
