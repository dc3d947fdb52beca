using System.Text.Json.Serialization;

namespace FusionOfN.Cli;

/// <summary>The types of a receipt.</summary>
[JsonSerializable(typeof(FusionReceipt))]
internal sealed partial class ReceiptJsonContext : JsonSerializerContext;
