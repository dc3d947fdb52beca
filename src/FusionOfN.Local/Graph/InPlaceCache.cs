using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local;

/// <summary>A cache for GroupQueryAttention: past and present are one buffer of fixed width, each row filled from the left.</summary>
internal sealed class InPlaceCache : KeyValueCache
{
    private const int Step = 64;
    private readonly NativeBuffer[] _buffers;
    private readonly NativeBuffer _spare = new();
    private int _columns;
    private int _capacity;
    private (int Rows, int Columns) _bound;

    public InPlaceCache(GraphLayout layout)
        : base(layout) => _buffers = [.. Enumerable.Range(0, Tensors).Select(_ => new NativeBuffer())];

    // The operator takes each row's own length from the mask; a mask of the buffer's width need not be bound anew each step.
    public override int MaskWidth(int newTokens) => newTokens == 1 ? _columns : Longest + newTokens;

    public override int MaskStart(int row) => 0;

    public override void Begin(int columns)
    {
        Lengths.Clear();
        Lengths.Add(0);
        Resize(1, RoundUp(columns), keep: false);
    }

    public override void Bind(OrtIoBinding binding, int newTokens, bool force)
    {
        if (!force && _bound == (Rows, _columns))
            return;

        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            using var view = View(_buffers[tensor], Rows, _columns);
            binding.BindInput(Layout.PastNames[tensor], view);
            binding.BindOutput(Layout.PresentNames[tensor], view);
        }

        _bound = (Rows, _columns);
    }

    public override unsafe void Append(KeyValueCache prompt, int copies, int columns)
    {
        var first = Rows;
        var width = Math.Max(Rows == 0 ? 0 : _columns, RoundUp(columns));
        Resize(first + copies, width, keep: first > 0);
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            for (var copy = 0; copy < copies; copy++)
                prompt.CopyRow(tensor, 0, _buffers[tensor].Pointer + ((first + copy) * RowSize(_columns)), _columns * Cell);
        }

        Lengths.AddRange(Enumerable.Repeat(prompt.Lengths[0], copies));
    }

    public override unsafe void Keep(IReadOnlyList<int> rows)
    {
        for (var to = 0; to < rows.Count; to++)
        {
            var from = rows[to];
            if (from == to)
                continue;
            for (var tensor = 0; tensor < Tensors; tensor++)
                CopyRow(tensor, from, _buffers[tensor].Pointer + (to * RowSize(_columns)), _columns * Cell);
            Lengths[to] = Lengths[from];
        }

        Lengths.RemoveRange(rows.Count, Rows - rows.Count);
    }

    public override unsafe void CopyRow(int tensor, int row, byte* target, long headStride)
    {
        var source = _buffers[tensor].Pointer + (row * RowSize(_columns));
        var bytes = Lengths[row] * Cell;
        for (var head = 0; head < Heads; head++)
            Buffer.MemoryCopy(source + (head * _columns * Cell), target + (head * headStride), bytes, bytes);
    }

    public override void Dispose()
    {
        foreach (var buffer in _buffers)
            buffer.Dispose();
        _spare.Dispose();
        base.Dispose();
    }

    // Not beyond the context: the operator's table of rotary positions ends there.
    private int RoundUp(int columns) => Math.Max(columns, Math.Min((columns + Step - 1) / Step * Step, Layout.ContextLength));

    private long RowSize(int columns) => Heads * columns * Cell;

    private unsafe void Resize(int rows, int columns, bool keep)
    {
        if (columns == _columns && rows <= _capacity)
            return;

        _bound = default;
        var capacity = columns == _columns ? Math.Max(rows, _capacity) : rows;
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            if (!keep)
            {
                _buffers[tensor].Reserve(capacity * RowSize(columns));
                continue;
            }

            _spare.Reserve(capacity * RowSize(columns));
            for (var row = 0; row < Rows; row++)
                CopyRow(tensor, row, _spare.Pointer + (row * RowSize(columns)), columns * Cell);
            _buffers[tensor].Swap(_spare);
        }

        _columns = columns;
        _capacity = capacity;
    }
}
