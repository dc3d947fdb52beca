using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local;

/// <summary>
/// A cache for graphs that write past and new tokens to a new tensor: two buffers take turns. Rows end at the same column, so that the new
/// token of each comes next; shorter ones begin with zeros that the attention mask hides.
/// </summary>
internal sealed class GrowingCache : KeyValueCache
{
    private readonly NativeBuffer[] _current;
    private readonly NativeBuffer[] _next;
    private int _columns;

    public GrowingCache(GraphLayout layout)
        : base(layout)
    {
        _current = [.. Enumerable.Range(0, Tensors).Select(_ => new NativeBuffer())];
        _next = [.. Enumerable.Range(0, Tensors).Select(_ => new NativeBuffer())];
    }

    public override int MaskWidth(int newTokens) => _columns + newTokens;

    public override int MaskStart(int row) => _columns - Lengths[row];

    public override void Begin(int columns)
    {
        Lengths.Clear();
        Lengths.Add(0);
        _columns = 0;
        Reserve(_current, 1, columns);
        Reserve(_next, 1, columns);
    }

    public override void Bind(OrtIoBinding binding, int newTokens, bool force)
    {
        Reserve(_next, Rows, _columns + newTokens);
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            using var past = View(_current[tensor], Rows, _columns);
            using var present = View(_next[tensor], Rows, _columns + newTokens);
            binding.BindInput(Layout.PastNames[tensor], past);
            binding.BindOutput(Layout.PresentNames[tensor], present);
        }
    }

    public override void Advance(int newTokens)
    {
        base.Advance(newTokens);
        SwapTo(_columns + newTokens);
    }

    public override unsafe void Append(KeyValueCache prompt, int copies, int columns)
    {
        var first = Rows;
        var width = Math.Max(Longest, prompt.Lengths[0]);

        // Room for the whole answer at once, so that the buffers do not grow token by token.
        Reserve(_next, first + copies, Math.Max(columns, width));
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            for (var row = 0; row < first; row++)
                Place(this, tensor, row, row, width);
            for (var copy = 0; copy < copies; copy++)
                Place(prompt, tensor, 0, first + copy, width);
        }

        Lengths.AddRange(Enumerable.Repeat(prompt.Lengths[0], copies));
        SwapTo(width);
        Reserve(_next, first + copies, Math.Max(columns, width));
    }

    public override void Keep(IReadOnlyList<int> rows)
    {
        int[] lengths = [.. rows.Select(row => Lengths[row])];
        var width = lengths.DefaultIfEmpty(0).Max();
        Reserve(_next, Math.Max(1, rows.Count), width);
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            for (var to = 0; to < rows.Count; to++)
                Place(this, tensor, rows[to], to, width);
        }

        Lengths.Clear();
        Lengths.AddRange(lengths);
        SwapTo(width);
    }

    public override unsafe void CopyRow(int tensor, int row, byte* target, long headStride)
    {
        var length = Lengths[row];
        var source = _current[tensor].Pointer + ((((long)row * Heads * _columns) + (_columns - length)) * Cell);
        var bytes = length * Cell;
        for (var head = 0; head < Heads; head++)
            Buffer.MemoryCopy(source + (head * _columns * Cell), target + (head * headStride), bytes, bytes);
    }

    public override void Dispose()
    {
        foreach (var buffer in _current.Concat(_next))
            buffer.Dispose();
        base.Dispose();
    }

    private unsafe void Place(KeyValueCache source, int tensor, int row, int to, int width)
    {
        var stride = width * Cell;
        var target = _next[tensor].Pointer + (to * Heads * stride);
        var padding = (width - source.Lengths[row]) * Cell;
        for (var head = 0; head < Heads; head++)
            new Span<byte>(target + (head * stride), checked((int)padding)).Clear();
        source.CopyRow(tensor, row, target + padding, stride);
    }

    private void SwapTo(int columns)
    {
        for (var tensor = 0; tensor < Tensors; tensor++)
            _current[tensor].Swap(_next[tensor]);
        _columns = columns;
    }

    private void Reserve(NativeBuffer[] buffers, int rows, int columns)
    {
        foreach (var buffer in buffers)
            buffer.Reserve((long)rows * Heads * columns * Cell);
    }
}
