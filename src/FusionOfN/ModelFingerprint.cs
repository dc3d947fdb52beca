using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>What the answers of one model depend on besides what it is asked.</summary>
internal static class ModelFingerprint
{
    public static JsonArray Of(IEnumerable<ChatModel> models) => [.. models.Select(model => (JsonNode)Of(model))];

    public static JsonObject Of(ChatModel model)
    {
        var metadata = model.Client.Find<ChatClientMetadata>();
        JsonObject parts = new()
        {
            ["name"] = model.Name,
            ["provider"] = metadata?.ProviderName,
            ["address"] = metadata?.ProviderUri is { IsAbsoluteUri: true, IsFile: false } address ? RecipeFingerprint.Address(address) : null,
            ["files"] = model.Client.GetService(typeof(string), FusionProperties.ModelFiles) as string,
            ["id"] = metadata?.DefaultModelId,
            ["options"] = Of(model.Options),
            ["defaults"] = Of(model.Defaults),
            ["context_window"] = model.ContextWindow,
            ["max_output_tokens"] = model.MaxOutputTokens,
            ["supports"] = model.Supports == SupportedOptions.All ? null : model.Supports.ToString(),
            ["fallbacks"] = model.Fallbacks.Count > 0 ? Of(model.Fallbacks) : null,
        };
        foreach (var absent in parts.Where(part => part.Value is null).Select(part => part.Key).ToArray())
            parts.Remove(absent);
        return parts;
    }

    // In the order of their names, so that a property more in the library moves no other one.
    private static JsonObject? Of(ChatOptions? options)
    {
        if (options is null)
            return null;
        var all = JsonSerializer.SerializeToNode(options, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatOptions)))!.AsObject();
        JsonObject parts = [];
        foreach (var (name, value) in all.Where(option => option.Value is not null).OrderBy(option => option.Key, StringComparer.Ordinal))
            parts[name] = name == "additionalProperties" ? TextHash.Of(value!.ToJsonString()) : value!.DeepClone();
        if (options.Tools is { Count: > 0 } tools)
            parts["tools"] = TextHash.Of(string.Join('\n', tools.Select(tool => $"{tool.Name} {tool.Description} {(tool as AIFunctionDeclaration)?.JsonSchema}")));
        return parts.Count > 0 ? parts : null;
    }
}
