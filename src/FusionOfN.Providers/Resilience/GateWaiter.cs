namespace FusionOfN.Providers;

/// <summary>A call that waits for a slot.</summary>
internal sealed class GateWaiter(string model)
{
    public string Model { get; } = model;

    public TaskCompletionSource<GateLease> Slot { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
