using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The JSON form of receipts: snake_case, what is not known left out, texts in their own script.</summary>
public static class ReceiptJson
{
    /// <summary>The serializer options for receipts and everything in them.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions(indented: false);

    private static JsonSerializerOptions Indented { get; } = CreateOptions(indented: true);

    /// <summary>Writes a receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="indented">Whether a person will read it.</param>
    public static string Write(FusionReceipt receipt, bool indented = false) =>
        JsonSerializer.Serialize(receipt, (JsonTypeInfo<FusionReceipt>)(indented ? Indented : Options).GetTypeInfo(typeof(FusionReceipt)));

    /// <summary>Reads a receipt.</summary>
    /// <param name="json">The JSON text.</param>
    /// <exception cref="FormatException">It is not a receipt; the message says where.</exception>
    public static FusionReceipt Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var receipt = JsonSerializer.Deserialize(json, (JsonTypeInfo<FusionReceipt>)Options.GetTypeInfo(typeof(FusionReceipt)))
                ?? throw new FormatException("The receipt is the JSON value null.");
            return receipt.Format == 1
                ? receipt
                : throw new FormatException($"The receipt has format {receipt.Format}; this version reads format 1.");
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                $"Not a receipt: line {exception.LineNumber + 1}, at {exception.Path ?? "$"}: {JsonMistake.Describe(exception)}.", exception);
        }
    }

    private static JsonSerializerOptions CreateOptions(bool indented)
    {
        JsonSerializerOptions options = new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = indented,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ReceiptJsonContext.Default, AIJsonUtilities.DefaultOptions.TypeInfoResolver),
        };
        options.MakeReadOnly();
        return options;
    }
}
