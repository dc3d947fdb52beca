using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>The answer of a streamed response.</summary>
internal sealed class StreamedMessage(ResponseEvents events, string itemId, int outputIndex) : StreamedText(events, itemId, outputIndex)
{
    protected override string Name => "output_text";

    /// <summary>What a plain model's reply holds beside the text; it is written when the text is whole.</summary>
    public PassedChoice? Passed { get; set; }

    protected override void WriteItem(Utf8JsonWriter json, string id, string? text, bool isCutOff) => OutputItemWriter.WriteMessage(json, id, text, Passed, isCutOff);

    protected override void WritePart(Utf8JsonWriter json, string text) => OutputItemWriter.WriteText(json, text, Passed);

    protected override void WriteMore(Utf8JsonWriter json) => OutputItemWriter.WriteLogProbabilities(json, Passed);
}
