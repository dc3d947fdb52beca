using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>What a model says in place of an answer that it will not give, in a streamed response.</summary>
internal sealed class StreamedRefusal(ResponseEvents events, string itemId, int outputIndex) : StreamedText(events, itemId, outputIndex)
{
    protected override string Name => "refusal";

    protected override string TextField => "refusal";

    protected override void WriteItem(Utf8JsonWriter json, string id, string? text, bool isCutOff) => OutputItemWriter.WriteRefused(json, id, text);

    protected override void WritePart(Utf8JsonWriter json, string text) => OutputItemWriter.WriteRefusal(json, text);

    protected override void WriteMore(Utf8JsonWriter json)
    {
    }
}
