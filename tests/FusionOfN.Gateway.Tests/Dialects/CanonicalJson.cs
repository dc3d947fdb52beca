using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FusionOfN.Gateway.Tests;

/// <summary>The written form of what a request was read as.</summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write(FusionAsk ask)
    {
        var json = JsonSerializer.SerializeToNode(ask, Options)!.AsObject();
        var overrides = json["overrides"]!.AsObject();
        // What is not asked for is left out.
        foreach (string empty in overrides.Where(pair => pair.Value is JsonArray { Count: 0 } or JsonObject { Count: 0 }).Select(pair => pair.Key).ToList())
            overrides.Remove(empty);
        return json.ToJsonString(Options) + "\n";
    }

    public static string Write(GatewayException error) => new JsonObject
    {
        ["status"] = error.Status,
        ["code"] = error.Code,
        ["param"] = error.Param,
        ["message"] = error.Message,
    }.ToJsonString(Options) + "\n";
}
