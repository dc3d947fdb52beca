namespace FusionOfN.Gateway;

/// <summary>The models that are served now. Others may take their place at any time; a run ends on those it began with.</summary>
internal sealed class CurrentModels : IDisposable
{
    private volatile GatewayModels _now;

    public CurrentModels(GatewayModels first) => _now = first;

    /// <summary>The models of this moment. Ask again for every request.</summary>
    public GatewayModels Now => _now;

    /// <summary>Serves other models from now on. The old ones are disposed when their last run has ended.</summary>
    public void Replace(GatewayModels models) => Interlocked.Exchange(ref _now, models).Dispose();

    public void Dispose() => _now.Dispose();
}
