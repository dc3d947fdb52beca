using System.Text.Json.Serialization;

namespace FusionOfN.Synthesis;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(SynthRow))]
[JsonSerializable(typeof(DataSetManifest))]
[JsonSerializable(typeof(DataSetReport))]
internal sealed partial class SynthJsonContext : JsonSerializerContext;
