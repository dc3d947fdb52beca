namespace FusionOfN.Gateway;

/// <summary>The route a request came in by, as far as it changes how its body is read.</summary>
internal enum DialectEndpoint
{
    /// <summary><c>/v1/chat/completions</c>.</summary>
    ChatCompletions,

    /// <summary><c>/v1/responses</c>.</summary>
    Responses,
}
