using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>Refuses tools of the client's that pass for tools of a gateway.</summary>
internal static class ReservedTools
{
    private static readonly string[] Names = ["litellm_fusion"];

    private static readonly string[] Prefixes = ["openrouter:", "fusion:"];

    /// <summary>Looks through <c>tools</c> and the older <c>functions</c>.</summary>
    /// <param name="body">The body, without the fusion tool.</param>
    /// <param name="isFusion">Whether a panel is asked; a plain model's provider may have server tools of its own.</param>
    public static void Check(JsonObject body, bool isFusion)
    {
        foreach (string list in (string[])["tools", "functions"])
        {
            // Anything but an array of objects is for the reader of the plain body to complain about.
            if (body[list] is not JsonArray tools)
                continue;
            for (int i = 0; i < tools.Count; i++)
            {
                if (tools[i] is JsonObject tool)
                    Check(tool, $"{list}[{i}]", isFusion);
            }
        }
    }

    private static void Check(JsonObject tool, string path, bool isFusion)
    {
        if (Text(tool["type"]) is { } type && Prefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)) && (isFusion || OpenRouterToolReader.Types.Contains(type)))
            throw GatewayException.BadField($"{path}.type", $"the server tool {Secrets.Show(type)} is not available here. Leave it out.", "unsupported_value");
        CheckName(tool, path);
        if (tool["function"] is JsonObject function)
            CheckName(function, $"{path}.function");
    }

    private static void CheckName(JsonObject holder, string path)
    {
        if (Text(holder["name"]) is { } name && (Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))))
            throw GatewayException.BadField($"{path}.name", $"the name {Secrets.Show(name)} is reserved. Rename the tool.", "reserved_name");
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
