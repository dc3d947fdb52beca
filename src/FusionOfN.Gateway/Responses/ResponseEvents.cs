using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes the events of a streamed response, numbered in their order.</summary>
internal sealed class ResponseEvents
{
    private readonly SseStream _stream;
    private int _sequence;

    public ResponseEvents(SseStream stream) => _stream = stream;

    /// <summary>Writes an event.</summary>
    /// <param name="type">Its type, also the name of the server-sent event.</param>
    /// <param name="write">Writes its fields beside <c>type</c> and <c>sequence_number</c>.</param>
    public void Send(string type, Action<Utf8JsonWriter> write) => _stream.Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteNumber("sequence_number"u8, _sequence++);
            write(json);
            json.WriteEndObject();
        },
        type);

    /// <summary>Writes an event that concerns a piece of an item.</summary>
    public void SendOf(string type, string itemId, int outputIndex, Action<Utf8JsonWriter> write) => Send(type, json =>
    {
        json.WriteString("item_id"u8, itemId);
        json.WriteNumber("output_index"u8, outputIndex);
        write(json);
    });

    /// <summary>Writes an event that holds a whole item.</summary>
    public void SendItem(string type, int outputIndex, Action<Utf8JsonWriter> writeItem) => Send(type, json =>
    {
        json.WriteNumber("output_index"u8, outputIndex);
        json.WritePropertyName("item"u8);
        writeItem(json);
    });
}
