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
                $"Not a receipt: line {exception.LineNumber + 1}, at {exception.Path ?? "$"}: {Why(exception)}", exception);
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

    // The library's own words name the types of .NET.
    private static string Why(JsonException exception)
    {
        const string Lacking = "missing required properties including: ";
        string message = exception.Message.Split(" Path:")[0].Split(" LineNumber:")[0];
        if (message.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal))
            return "there is nothing in it.";
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return "this is another kind of value than a receipt has there.";
        return message.IndexOf(Lacking, StringComparison.Ordinal) is > 0 and var at ? $"it lacks {message[(at + Lacking.Length)..]}" : message;
    }
}
