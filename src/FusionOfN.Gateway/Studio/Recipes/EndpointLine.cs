using FusionOfN.Providers;

namespace FusionOfN.Gateway.Studio;

/// <summary>An endpoint and how it stands at this moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">Where it is, without anything that could be secret.</param>
/// <param name="Kind">What it speaks.</param>
/// <param name="Status">How it stands.</param>
public sealed record EndpointLine(string Name, string Host, string Kind, EndpointStatus Status)
{
    internal static EndpointLine Of(Endpoint endpoint) => new(
        endpoint.Options.Name, endpoint.Options.BaseUrl.GetLeftPart(UriPartial.Authority).Split('@')[^1], Show.Word(endpoint.Options.Kind), endpoint.Status);
}
