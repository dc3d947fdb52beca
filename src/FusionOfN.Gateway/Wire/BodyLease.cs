using System.Buffers;

namespace FusionOfN.Gateway;

/// <summary>One body's part of the <see cref="BodyBudget"/>, and its bytes as they arrive. Disposed with its request at the latest.</summary>
internal sealed class BodyLease : IDisposable
{
    // Most bodies are small; one that is not is taken up in larger pieces.
    private const int FirstPieceBytes = 4 * 1024;
    private const int PieceBytes = 64 * 1024;

    private readonly BodyBudget _budget;
    private readonly List<byte[]> _pieces = [];
    private IDisposable? _parsing;
    private long _held;
    private int _length;
    private bool _isOver;

    public BodyLease(BodyBudget budget) => _budget = budget;

    /// <summary>Takes a body up in pieces, which costs no more than its size, however it arrives.</summary>
    /// <exception cref="GatewayException">503: there is no room for it.</exception>
    public async Task FillAsync(Stream body, CancellationToken cancellationToken)
    {
        var (size, used) = (0, 0);
        while (true)
        {
            if (used == size)
            {
                size = SizeOf(_pieces.Count);
                _budget.Hold(size);
                _held += size;
                _pieces.Add(ArrayPool<byte>.Shared.Rent(size));
                used = 0;
            }

            var read = await body.ReadAsync(_pieces[^1].AsMemory(used, size - used), cancellationToken);
            if (read == 0)
                return;
            used += read;
            _length += read;
        }
    }

    /// <summary>Waits until the body may be read as JSON, and reads it. Its bytes are given back; what was made of them is counted until the end.</summary>
    public async ValueTask<T> ParseAsync<T>(Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancellationToken)
    {
        _parsing = await _budget.ParseAsync(_length, cancellationToken);
        var whole = TakeWhole();
        try
        {
            return parse(whole.AsMemory(0, _length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    /// <summary>Everything in the body was read: others may be.</summary>
    public void EndParsing() => Interlocked.Exchange(ref _parsing, null)?.Dispose();

    public void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        EndParsing();
        GiveBack();
        _budget.Release(_held);
    }

    private static int SizeOf(int piece) => piece == 0 ? FirstPieceBytes : PieceBytes;

    private byte[] TakeWhole()
    {
        if (_pieces is [var only])
        {
            _pieces.Clear();
            return only;
        }

        var whole = ArrayPool<byte>.Shared.Rent(_length);
        var start = 0;
        for (var i = 0; i < _pieces.Count; start += SizeOf(i++))
            _pieces[i].AsSpan(0, Math.Min(SizeOf(i), _length - start)).CopyTo(whole.AsSpan(start));
        GiveBack();
        return whole;
    }

    private void GiveBack()
    {
        foreach (var piece in _pieces)
            ArrayPool<byte>.Shared.Return(piece);
        _pieces.Clear();
    }
}
