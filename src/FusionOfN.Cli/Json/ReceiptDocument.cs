using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>Receipts inside and outside of other JSON.</summary>
internal static class ReceiptDocument
{
    public static JsonElement ToElement(FusionReceipt receipt) =>
        JsonSerializer.SerializeToElement(receipt, ReceiptJson.Options.GetTypeInfo(typeof(FusionReceipt)));

    /// <summary>Reads a receipt.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="source">What to call it in the error.</param>
    /// <exception cref="CliException">It is not a receipt.</exception>
    public static FusionReceipt Parse(string json, string source)
    {
        try
        {
            return ReceiptJson.Read(json);
        }
        catch (FormatException exception)
        {
            throw CliException.BadInput($"{source}: {exception.Message}", "'fusion ask --record FILE' writes a receipt.");
        }
    }
}
