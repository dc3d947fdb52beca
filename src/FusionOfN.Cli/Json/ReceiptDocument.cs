using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Receipts as JSON, and back.</summary>
internal static class ReceiptDocument
{
    private static readonly JsonSerializerOptions Options = Create();

    public static JsonElement ToElement(FusionReceipt receipt) => JsonSerializer.SerializeToElement(receipt, TypeInfo);

    public static string ToJson(FusionReceipt receipt) => JsonSerializer.Serialize(receipt, TypeInfo);

    /// <summary>Reads a receipt.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="source">What to call it in the error.</param>
    /// <exception cref="CliException">It is not a receipt.</exception>
    public static FusionReceipt Parse(string json, string source)
    {
        try
        {
            FusionReceipt receipt = JsonSerializer.Deserialize(json, TypeInfo) ?? throw new JsonException("it is null");
            return receipt.Format == 1
                ? receipt
                : throw CliException.BadInput($"{source} has receipt format {receipt.Format}; this version reads format 1");
        }
        catch (JsonException exception)
        {
            throw CliException.BadInput($"{source} is no receipt: {JsonText.Where(exception)}", "'fusion ask --record FILE' writes one.");
        }
    }

    private static JsonTypeInfo<FusionReceipt> TypeInfo => (JsonTypeInfo<FusionReceipt>)Options.GetTypeInfo(typeof(FusionReceipt));

    // The library's own options, so that a receipt saved by a program replays here too; names instead of numbers for people.
    private static JsonSerializerOptions Create()
    {
        JsonSerializerOptions options = new(AIJsonUtilities.DefaultOptions)
        {
            WriteIndented = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ReceiptJsonContext.Default, AIJsonUtilities.DefaultOptions.TypeInfoResolver),
        };
        options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
