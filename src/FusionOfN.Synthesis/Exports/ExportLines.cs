using System.Buffers;
using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>Takes the lines of one item, or the reason why its format cannot hold it.</summary>
internal sealed class ExportLines
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<int> _ends = [];

    /// <summary>Why the format cannot hold the item; null when it can.</summary>
    public string? LeftOut { get; private set; }

    public int Count => _ends.Count;

    /// <summary>The lines, each with its end.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.WrittenMemory;

    /// <summary>The lines one by one, without their ends.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Each()
    {
        var start = 0;
        foreach (var end in _ends)
        {
            yield return _buffer.WrittenMemory[start..(end - 1)];
            start = end;
        }
    }

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        _ends.Clear();
        LeftOut = null;
    }

    /// <summary>Writes an object as a line.</summary>
    public void Add(Action<Utf8JsonWriter> write)
    {
        using (Utf8JsonWriter writer = new(_buffer, SynthJson.Writing))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        _buffer.Write("\n"u8);
        _ends.Add(_buffer.WrittenCount);
    }

    /// <summary>Writes a line that is there already.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        _buffer.Write(json);
        _buffer.Write("\n"u8);
        _ends.Add(_buffer.WrittenCount);
    }

    public void LeaveOut(string reason) => LeftOut = reason;
}
