using System.Text.Json;
using System.Text.Json.Serialization;

namespace FusionOfN.Evaluation;

/// <summary>The one type of JSON that records are read as.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RecordJson : JsonSerializerContext;
