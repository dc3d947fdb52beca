using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FusionOfN.Local;

/// <summary>The keys and values of the rows of a batch, in native memory. The rows may be of different length.</summary>
internal abstract class KeyValueCache : IDisposable
{
    protected KeyValueCache(GraphLayout layout)
    {
        Layout = layout;
        Tensors = layout.PastNames.Count;
    }

    /// <summary>Tokens held of each row.</summary>
    public List<int> Lengths { get; } = [];

    public int Rows => Lengths.Count;

    /// <summary>The most tokens any row holds.</summary>
    public int Longest => Lengths.Count == 0 ? 0 : Lengths.Max();

    /// <summary>The width of the attention mask of a step.</summary>
    public abstract int MaskWidth(int newTokens);

    /// <summary>Where a row's tokens begin in the mask.</summary>
    public abstract int MaskStart(int row);

    protected GraphLayout Layout { get; }

    /// <summary>Keys and values of all layers: twice the number of layers.</summary>
    protected int Tensors { get; }

    protected int Heads => Layout.KeyValueHeads;

    /// <summary>Bytes of one token of one head.</summary>
    protected long Cell => (long)Layout.HeadSize * (Layout.IsHalfCache ? 2 : sizeof(float));

    public static KeyValueCache For(GraphLayout layout) => layout.InPlace ? new InPlaceCache(layout) : new GrowingCache(layout);

    /// <summary>Empties the cache for one row that will hold up to this many tokens.</summary>
    public abstract void Begin(int columns);

    /// <summary>Binds past and present for a step that adds tokens to every row.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="newTokens">Tokens added to each row.</param>
    /// <param name="force">Whether to bind even what is bound already.</param>
    public abstract void Bind(OrtIoBinding binding, int newTokens, bool force);

    /// <summary>Takes over what the step wrote.</summary>
    public virtual void Advance(int newTokens)
    {
        for (var row = 0; row < Rows; row++)
            Lengths[row] += newTokens;
    }

    /// <summary>Adds the only row of another cache several times.</summary>
    /// <param name="prompt">The cache with the row.</param>
    /// <param name="copies">How often.</param>
    /// <param name="columns">How long the new rows may become.</param>
    public abstract void Append(KeyValueCache prompt, int copies, int columns);

    /// <summary>Keeps some rows, in their order.</summary>
    /// <param name="rows">Indices of the rows kept, ascending.</param>
    public abstract void Keep(IReadOnlyList<int> rows);

    /// <summary>Copies a row's tokens of one tensor to where another cache wants them.</summary>
    /// <param name="tensor">Index of the tensor.</param>
    /// <param name="row">The row.</param>
    /// <param name="target">First column of the row's first head at the target.</param>
    /// <param name="headStride">Distance between heads at the target, in bytes.</param>
    public abstract unsafe void CopyRow(int tensor, int row, byte* target, long headStride);

    public virtual void Dispose()
    {
    }

    protected unsafe OrtValue View(NativeBuffer buffer, int rows, int columns)
    {
        long[] shape = [rows, Heads, columns, Layout.HeadSize];
        var type = Layout.IsHalfCache ? TensorElementType.Float16 : TensorElementType.Float;
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)buffer.Pointer, (long)rows * Heads * columns * Cell);
    }
}
