namespace FusionOfN.Providers;

/// <summary>Keys of <c>AdditionalProperties</c> on responses that come from an endpoint and on the options of a call, beside those of
/// <see cref="FusionProperties"/>.</summary>
public static class EndpointProperties
{
    /// <summary>How many attempts the call took, an <see cref="int"/>; absent when the first one succeeded. On a streamed answer it is on
    /// the first update; folding a stream moves it from there to the message.</summary>
    public const string Attempts = "fusion.attempts";

    /// <summary>On the options of a call: fields of the request body, in the words of the endpoint's API, a <see cref="System.Text.Json.Nodes.JsonObject"/>.
    /// They win over the endpoint's own.</summary>
    public const string Body = "fusion.body";

    /// <summary>On the options of a call: fields as a client of the chat completions API gave them, a <see cref="System.Text.Json.Nodes.JsonObject"/>. Endpoints that
    /// speak this API send them in place of what they would make of the options; others go by the options.</summary>
    public const string Given = "fusion.given";

    /// <summary>On the options of a call, <see langword="true"/>: what of the reply has no place in the neutral model is handed on under
    /// <see cref="FusionProperties.Reply"/>, as an <see cref="IReadOnlyList{T}"/> of the reply's chunks, each a <see cref="System.Text.Json.Nodes.JsonObject"/>. Only
    /// endpoints that speak the chat completions API do it.</summary>
    public const string KeepsReply = "fusion.keeps_reply";
}
