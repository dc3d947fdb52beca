namespace FusionOfN.Gateway;

/// <summary>The web tools that a panel may use elsewhere. Here it has none, and a request for some is refused.</summary>
internal static class WebTools
{
    private const int MostCalls = 16;

    /// <summary>Reads <c>tools</c> and <c>max_tool_calls</c> of a fusion object.</summary>
    public static void Read(JsonFields fields)
    {
        if (fields.Array("tools") is { Count: > 0 })
            throw fields.Bad("tools", "web tools are not available here: members answer from what they know. Leave it out, or give [].", "unsupported_value");
        ReadLimit(fields);
    }

    /// <summary>Reads <c>max_tool_calls</c>, which bounds nothing where there are no tools: any limit is kept.</summary>
    public static void ReadLimit(JsonFields fields) => fields.Int("max_tool_calls", 1, MostCalls);
}
