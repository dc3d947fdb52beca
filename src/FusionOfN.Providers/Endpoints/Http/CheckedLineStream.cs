using System.Text;

namespace FusionOfN.Providers;

/// <summary>
/// Shows each line of a stream to a check, which may throw or mend it, before it is handed on: whole and as soon as it is complete, so that a live stream of
/// events stays live. Asynchronous reading only.
/// </summary>
internal sealed class CheckedLineStream(Stream inner, Func<string, string> check, FailureFactory failures) : Stream
{
    private readonly byte[] _incoming = new byte[8192];
    private readonly MemoryStream _line = new();
    private ReadOnlyMemory<byte> _ready;
    private int _position;
    private int _length;
    private long _total;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (_ready.IsEmpty)
        {
            if (_ended) return 0;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _line.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        int fresh = 0;
        if (_position == _length)
        {
            _position = 0;
            try
            {
                _length = fresh = await inner.ReadAsync(_incoming, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                throw failures.Broken(exception);
            }
        }

        _total += fresh;
        if (_total > OpenAiChatClient.MaxBytes) throw failures.TooLarge(OpenAiChatClient.MaxBytes);
        if (_length == 0)
        {
            _ended = true;
            if (_line.Length > 0) Emit();
            return;
        }

        ReadOnlySpan<byte> rest = _incoming.AsSpan(_position, _length - _position);
        int end = rest.IndexOf((byte)'\n');
        _line.Write(end < 0 ? rest : rest[..(end + 1)]);
        _position = end < 0 ? _length : _position + end + 1;
        if (end >= 0) Emit();
    }

    private void Emit()
    {
        string line = WellFormedText.OfJson(Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length));
        _line.SetLength(0);

        // Encoded anew: broken characters are replaced by then, on which a package may stumble.
        _ready = Encoding.UTF8.GetBytes(check(line));
    }
}
