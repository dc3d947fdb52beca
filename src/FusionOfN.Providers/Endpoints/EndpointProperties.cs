namespace FusionOfN.Providers;

/// <summary>Keys of <c>AdditionalProperties</c> on responses that come from an endpoint, and on the options of a call.</summary>
public static class EndpointProperties
{
    /// <summary>The provider's own cost of the call in US dollars, a <see cref="decimal"/>; absent when the provider reports none.
    /// On a streamed answer it is on the update that carries the usage.</summary>
    public const string CostUsd = "fusion.cost_usd";

    /// <summary>How many attempts the call took, an <see cref="int"/>; absent when the first one succeeded. On a streamed answer it is on the first update.</summary>
    public const string Attempts = "fusion.attempts";

    /// <summary>On the options of a call to an OpenAI-compatible endpoint: fields of the request body, a <see cref="System.Text.Json.Nodes.JsonObject"/>.
    /// They win over the endpoint's own.</summary>
    public const string Body = "fusion.body";
}
