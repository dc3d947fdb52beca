using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>The answer of a streamed response.</summary>
internal sealed class StreamedMessage(ResponseEvents events, string itemId, int outputIndex) : StreamedText(events, itemId, outputIndex)
{
    protected override string Name => "output_text";

    protected override void WriteItem(Utf8JsonWriter json, string id, string? text, bool isCutOff) => OutputItemWriter.WriteMessage(json, id, text, isCutOff);

    protected override void WritePart(Utf8JsonWriter json, string text) => OutputItemWriter.WriteText(json, text);

    protected override void WriteMore(Utf8JsonWriter json)
    {
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
    }
}
