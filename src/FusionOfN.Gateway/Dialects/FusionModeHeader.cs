namespace FusionOfN.Gateway;

/// <summary>The header <c>x-fusion-mode</c>: the choice of one request, over what its model's name and tool choice imply.</summary>
internal static class FusionModeHeader
{
    /// <summary>Applies the header.</summary>
    /// <param name="ask">What the body asks for.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="GatewayException">It is no known word, or the body says something else.</exception>
    public static FusionAsk Apply(FusionAsk ask, DialectRequest request)
    {
        if (request.Input.FusionMode is not { } text)
            return ask;

        var mode = text.Trim().ToLowerInvariant() switch
        {
            "solo" => InvocationMode.Solo,
            "fuse" => InvocationMode.Required,
            "auto" => InvocationMode.Auto,
            _ => throw Bad("give solo, fuse or auto."),
        };
        if (ask.PassThrough is { } model)
            return mode == InvocationMode.Solo ? ask : throw Bad($"'{model}' answers alone here. Ask for 'fusion' or 'fusion/NAME', or give a fusion object.");
        // The writer of the server tool alone, not a member of the panel.
        if (mode == InvocationMode.Solo && ask.Dialect == DialectNames.OpenRouterTool && request.Target.Model is not null)
            return request.PassThrough(ask.Dialect);
        if (ask.Dialect == DialectNames.Own && ask.Overrides.Invocation is { } inBody && inBody != mode)
            throw Bad($"it says {text.Trim()}, but fusion.invocation says {inBody.ToString().ToLowerInvariant()}. Give one of them.");
        return ask with { Overrides = ask.Overrides with { Invocation = mode }, Analyse = ask.Analyse && mode != InvocationMode.Solo };
    }

    private static GatewayException Bad(string message) => GatewayException.BadField(DialectInput.ModeHeader, message);
}
