using System.Text.Json.Serialization;

namespace FusionOfN;

[JsonSerializable(typeof(FusionReceipt))]
[JsonSerializable(typeof(FusionAnalysis))]
[JsonSerializable(typeof(Candidate))]
internal sealed partial class ReceiptJsonContext : JsonSerializerContext;
