using System.Buffers;
using System.Net.ServerSentEvents;

namespace FusionOfN.Providers;

/// <summary>The part of a stream of server-sent events that has arrived and was not yet read.</summary>
internal sealed class ArrivedEvents : IDisposable
{
    private const int LeastSize = 4096;

    private readonly FailureFactory _failures;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(LeastSize);
    private int _count;
    private int _searched;

    public ArrivedEvents(FailureFactory failures) => _failures = failures;

    /// <summary>Waits for more; false when the stream has ended.</summary>
    /// <exception cref="EndpointException">An event is larger than any answer.</exception>
    public async ValueTask<bool> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        if (_count == _bytes.Length) Grow();
        int read = await body.ReadAsync(_bytes.AsMemory(_count), cancellationToken).ConfigureAwait(false);
        _count += read;
        return read > 0;
    }

    /// <summary>Hands over all events that are complete.</summary>
    /// <param name="parser">Reads one event's data; false when no more are wanted.</param>
    public void HandTo(SseItemParser<bool> parser)
    {
        int end = EndOfLastEvent();
        _searched = _count;
        if (end == 0) return;
        foreach (SseItem<bool> item in SseParser.Create(new MemoryStream(_bytes, 0, end, writable: false), parser).Enumerate())
        {
            if (!item.Data) break;
        }

        _bytes.AsSpan(end, _count - end).CopyTo(_bytes);
        _count -= end;
        _searched = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    // An event ends with an empty line.
    private int EndOfLastEvent()
    {
        int from = Math.Max(0, _searched - "\n\r\n".Length + 1);
        ReadOnlySpan<byte> news = _bytes.AsSpan(from, _count - from);
        int unix = news.LastIndexOf("\n\n"u8);
        int windows = news.LastIndexOf("\n\r\n"u8);
        return Math.Max(unix < 0 ? 0 : from + unix + "\n\n".Length, windows < 0 ? 0 : from + windows + "\n\r\n".Length);
    }

    private void Grow()
    {
        if (_bytes.Length >= OpenAiChatClient.MostBytes) throw _failures.TooLarge(OpenAiChatClient.MostBytes);
        byte[] larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
