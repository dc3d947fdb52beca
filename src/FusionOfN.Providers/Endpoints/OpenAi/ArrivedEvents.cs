using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>
/// Reads a stream of server-sent events, whose lines it takes as they come: any of the three line ends, a byte-order mark before any event, events with
/// or without an empty line between them, a last event without an end. However the bytes arrive, the events are the same.
/// </summary>
/// <remarks>Source: the HTML standard, "Server-sent events", and what servers that follow it loosely are known to send.</remarks>
internal sealed class ArrivedEvents : IDisposable
{
    private const int LeastSize = 4096;

    private readonly FailureFactory _failures;
    private readonly ArrayBufferWriter<byte> _data = new();

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(LeastSize);
    private int _count;
    private int _searched;
    private long _total;
    private bool _skipsLineFeed;
    private bool _hasData;
    private bool _isError;

    public ArrivedEvents(FailureFactory failures) => _failures = failures;

    /// <summary>Reads one event's data.</summary>
    /// <param name="data">The data; empty when the event has none.</param>
    /// <param name="isError">Whether the event's name says that it is an error.</param>
    /// <returns>Whether more events are wanted.</returns>
    public delegate bool EventReader(ReadOnlySpan<byte> data, bool isError);

    /// <summary>Whether what has arrived so far is a stream of events; null when that cannot be said yet. JSON begins with a brace or bracket, events do not.</summary>
    /// <param name="isDeclared">Whether the server says that it is one.</param>
    public bool? IsStream(bool isDeclared)
    {
        ReadOnlySpan<byte> begin = WithoutMark(_bytes.AsSpan(0, _count)).TrimStart(" \t\r\n"u8);
        if (begin.IsEmpty) return null;
        if (begin[0] is (byte)'{' or (byte)'[') return false;
        return isDeclared || begin[0] == ':' ? true : StartsWithField(begin);
    }

    /// <summary>Waits for more; false when the stream has ended.</summary>
    /// <exception cref="EndpointException">What arrived is larger than any answer.</exception>
    public async ValueTask<bool> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        if (_count == _bytes.Length) Grow();
        int read = await body.ReadAsync(_bytes.AsMemory(_count), cancellationToken).ConfigureAwait(false);
        _count += read;
        _total += read;
        if (_total > OpenAiChatClient.MaxBytes) throw _failures.TooLarge(OpenAiChatClient.MaxBytes);
        return read > 0;
    }

    /// <summary>Everything that has arrived, when it is no stream.</summary>
    public ReadOnlySpan<byte> Whole => WithoutMark(_bytes.AsSpan(0, _count));

    /// <summary>Hands over all events that are complete.</summary>
    public void HandTo(EventReader reader)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _count);
        int start = 0;
        bool more = true;
        while (more && NextLine(bytes, ref start) is var end and >= 0)
        {
            ReadOnlySpan<byte> line = bytes[start..end];
            _skipsLineFeed = bytes[end] == '\r';
            start = _searched = end + 1;
            more = TakeLine(line, reader);
        }

        bytes[start..].CopyTo(_bytes);
        _count -= start;
        _searched = _count;
    }

    /// <summary>Hands over the last event, whose end never came. A half of one is none.</summary>
    public void HandLastTo(EventReader reader)
    {
        int start = 0;
        NextLine(_bytes.AsSpan(0, _count), ref start);
        if (TakeLine(_bytes.AsSpan(start, _count - start), reader) && _hasData && (_isError || IsComplete(_data.WrittenSpan))) Dispatch(reader);
        _count = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;

    private static bool? StartsWithField(ReadOnlySpan<byte> begin)
    {
        foreach (string field in (ReadOnlySpan<string>)["data:", "event:", "id:", "retry:"])
        {
            int length = Math.Min(field.Length, begin.Length);
            if (Ascii.Equals(begin[..length], field.AsSpan(0, length))) return length == field.Length ? true : null;
        }

        return false;
    }

    /// <summary>Whether the data is the end mark or one JSON value with its end.</summary>
    private static bool IsComplete(ReadOnlySpan<byte> data)
    {
        data = data.Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(data, "[DONE]"u8)) return true;
        if (data.IsEmpty || data[^1] != '}') return false;
        try
        {
            Utf8JsonReader json = new(data);
            json.Read();
            return json.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The end of the line at <paramref name="start"/>, which goes past the second half of a line end that was cut in two; −1 when it has none yet.</summary>
    private int NextLine(ReadOnlySpan<byte> bytes, ref int start)
    {
        if (start < bytes.Length && _skipsLineFeed)
        {
            _skipsLineFeed = false;
            if (bytes[start] == '\n') start++;
        }

        int from = Math.Max(start, _searched);
        int found = bytes[from..].IndexOfAny((byte)'\n', (byte)'\r');
        return found < 0 ? -1 : from + found;
    }

    /// <summary>Takes one line; false when no more events are wanted.</summary>
    private bool TakeLine(ReadOnlySpan<byte> line, EventReader reader)
    {
        line = WithoutMark(line);
        if (line.IsEmpty)
        {
            _isError &= _hasData;
            return !_hasData || Dispatch(reader);
        }

        bool isData = line.StartsWith("data:"u8);
        bool isName = line.StartsWith("event:"u8);

        // Some servers leave the empty line out: what is whole is an event of its own when another begins.
        bool more = !((isData || isName) && _hasData && IsComplete(_data.WrittenSpan)) || Dispatch(reader);
        if (isName) _isError = line["event:"u8.Length..].Trim(" "u8).SequenceEqual("error"u8);
        if (!isData) return more;
        if (_hasData) _data.Write("\n"u8);
        _data.Write(line["data:"u8.Length..]);
        _hasData = true;
        return more;
    }

    private bool Dispatch(EventReader reader)
    {
        bool more = reader(_data.WrittenSpan, _isError);
        _data.ResetWrittenCount();
        _hasData = _isError = false;
        return more;
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
