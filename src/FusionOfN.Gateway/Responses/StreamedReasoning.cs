using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>What a single model thinks before it answers, in a streamed response.</summary>
internal sealed class StreamedReasoning(ResponseEvents events, string itemId, int outputIndex) : StreamedText(events, itemId, outputIndex)
{
    protected override string Name => "reasoning_text";

    protected override void WriteItem(Utf8JsonWriter json, string id, string? text, bool isCutOff) => OutputItemWriter.WriteReasoning(json, id, text);

    protected override void WritePart(Utf8JsonWriter json, string text) => OutputItemWriter.WriteReasoningText(json, text);

    protected override void WriteMore(Utf8JsonWriter json)
    {
    }
}
