namespace FusionOfN.Providers;

/// <summary>A call that waits for a slot.</summary>
internal sealed class GateWaiter(string model, string origin)
{
    public string Model { get; } = model;

    public string Origin { get; } = origin;

    public TaskCompletionSource<GateLease> Slot { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
