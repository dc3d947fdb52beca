using System.Text.Json;

namespace FusionOfN.Jobs;

/// <summary>Reads a line of JSON Lines as the object that a row is.</summary>
internal static class RowJson
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">The line; halves of characters are mended.</param>
    /// <exception cref="RowException">It is not JSON, or another value than an object.</exception>
    public static JsonDocument Parse(string line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(WellFormedText.OfJson(line));
        }
        catch (JsonException exception)
        {
            throw new RowException($"is not JSON: column {(exception.BytePositionInLine ?? 0) + 1}, {JsonMistake.Describe(exception)}");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        using (document)
            throw new RowException($"the row must be an object, but it is {MessageReader.Describe(document.RootElement)}");
    }
}
