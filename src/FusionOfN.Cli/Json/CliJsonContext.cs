using System.Text.Json.Serialization;

namespace FusionOfN.Cli;

/// <summary>The JSON that <c>fusion</c> reads and writes; use it through <see cref="CliJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FuseRecord))]
[JsonSerializable(typeof(FuseSummary))]
[JsonSerializable(typeof(AskDocument))]
[JsonSerializable(typeof(CompareDocument))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
