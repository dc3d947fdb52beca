namespace FusionOfN.Providers;

/// <summary>Keys of <c>AdditionalProperties</c> on responses that come from an endpoint.</summary>
public static class EndpointProperties
{
    /// <summary>The provider's own cost of the call in US dollars, a <see cref="decimal"/>; absent when the provider reports none.
    /// On a streamed answer it is on the update that carries the usage.</summary>
    public const string CostUsd = "fusion.cost_usd";

    /// <summary>How many attempts the call took, an <see cref="int"/>; absent when the first one succeeded. On a streamed answer it is on the first update.</summary>
    public const string Attempts = "fusion.attempts";
}
