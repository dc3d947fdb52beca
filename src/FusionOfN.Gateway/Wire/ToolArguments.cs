using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>The arguments of a tool call as the wire has them: JSON in a string.</summary>
internal static class ToolArguments
{
    public static string ToJson(FunctionCallContent call) =>
        call.Arguments is { } arguments ? JsonSerializer.Serialize(new Dictionary<string, object?>(arguments), GatewayJson.Arguments) : "{}";
}
