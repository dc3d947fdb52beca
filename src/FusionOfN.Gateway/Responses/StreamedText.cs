using System.Text;
using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>An item of a streamed response that holds one text: it is opened with the first piece and closed when the text is whole.</summary>
/// <param name="events">Where it is written to.</param>
/// <param name="itemId">Its id.</param>
/// <param name="outputIndex">Its place in the output.</param>
internal abstract class StreamedText(ResponseEvents events, string itemId, int outputIndex)
{
    private readonly StringBuilder _text = new();

    /// <summary>The events of its pieces: <c>response.NAME.delta</c> and <c>response.NAME.done</c>.</summary>
    protected abstract string Name { get; }

    /// <summary>The field of the last event that holds the whole text.</summary>
    protected virtual string TextField => "text";

    public void Begin()
    {
        events.SendItem("response.output_item.added", outputIndex, json => WriteItem(json, itemId, null, isCutOff: false));
        Part("response.content_part.added", "");
    }

    public void Add(string piece)
    {
        _text.Append(piece);
        Piece($"response.{Name}.delta", json => json.WriteString("delta"u8, piece));
    }

    public void End(bool isCutOff)
    {
        var text = _text.ToString();
        Piece($"response.{Name}.done", json => json.WriteString(TextField, text));
        Part("response.content_part.done", text);
        events.SendItem("response.output_item.done", outputIndex, json => WriteItem(json, itemId, text, isCutOff));
    }

    /// <summary>Sends an event of the text that is none of its pieces.</summary>
    /// <param name="name">Its name, behind that of the text.</param>
    /// <param name="write">Writes its fields.</param>
    public void Send(string name, Action<Utf8JsonWriter> write) => events.SendOf($"response.{Name}.{name}", itemId, outputIndex, json =>
    {
        json.WriteNumber("content_index"u8, 0);
        write(json);
    });

    protected abstract void WriteItem(Utf8JsonWriter json, string id, string? text, bool isCutOff);

    protected abstract void WritePart(Utf8JsonWriter json, string text);

    protected abstract void WriteMore(Utf8JsonWriter json);

    private void Piece(string type, Action<Utf8JsonWriter> write) => events.SendOf(type, itemId, outputIndex, json =>
    {
        json.WriteNumber("content_index"u8, 0);
        write(json);
        WriteMore(json);
    });

    private void Part(string type, string text) => events.SendOf(type, itemId, outputIndex, json =>
    {
        json.WriteNumber("content_index"u8, 0);
        json.WritePropertyName("part"u8);
        WritePart(json, text);
    });
}
