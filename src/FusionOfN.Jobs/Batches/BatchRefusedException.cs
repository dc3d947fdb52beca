namespace FusionOfN.Jobs;

/// <summary>An endpoint takes no batch now, and waiting does not mend it.</summary>
#pragma warning disable CA1032, CA1064 // It never leaves the batches.
internal sealed class BatchRefusedException(string reason) : Exception(reason);
#pragma warning restore CA1032, CA1064
