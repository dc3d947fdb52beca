namespace FusionOfN.Gateway;

/// <summary>Where other models come from while the gateway runs.</summary>
/// <param name="LoadAsync">
/// Makes the models anew. It throws a <see cref="Providers.ConfigurationException"/> that says what is wrong when it cannot; the old ones then stay.
/// </param>
public sealed record ModelReload(Func<CancellationToken, Task<GatewayModels>> LoadAsync)
{
    /// <summary>The file whose changes are noticed; null when there is none and only <see cref="FusionGateway.ReloadAsync"/> reloads.</summary>
    public string? File { get; init; }
}
