using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>A hash of everything that an answer to given candidates depends on and that is too long to be printed: prompts, criteria, temperatures and the like.</summary>
internal static class SettingsHash
{
    private const int Length = 12;

    public static string Of(Recipe recipe, AggregatorParts parts)
    {
        List<string?> values = [parts.Prompt?.Version, parts.Prompt?.Hash, parts.Rubric, recipe.Criteria, recipe.Fallback.ToString()];
        foreach (ChatModel model in (IEnumerable<ChatModel>)[.. parts.Fusors, .. parts.Judge is { } judge ? [judge, .. judge.Fallbacks] : (ChatModel[])[]])
        {
            values.Add(model.Name);
            values.Add(model.Options is { } options ? JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatOptions))) : null);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', values))))[..Length];
    }
}
