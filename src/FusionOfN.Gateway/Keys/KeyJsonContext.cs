using System.Text.Json.Serialization;

namespace FusionOfN.Gateway;

[JsonSerializable(typeof(string[]))]
internal sealed partial class KeyJsonContext : JsonSerializerContext;
