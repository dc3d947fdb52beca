using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FusionOfN.Gateway;

/// <summary>How the gateway writes JSON: texts in their own script, nothing indented.</summary>
internal static class GatewayJson
{
    /// <summary>For what is written piece by piece.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static GatewayJsonContext Context { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The arguments of a tool call.</summary>
    public static JsonTypeInfo<Dictionary<string, object?>> Arguments => Context.DictionaryStringObject;
}

/// <summary>The types that are serialised as a whole.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Dictionary<string, object?>))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(long))]
internal sealed partial class GatewayJsonContext : JsonSerializerContext;
