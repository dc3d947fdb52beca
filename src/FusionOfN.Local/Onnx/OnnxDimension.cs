namespace FusionOfN.Local;

/// <summary>The length of an axis: a number, or the name of a length known only when the graph runs.</summary>
internal readonly record struct OnnxDimension(long Length, string? Symbol)
{
    public static implicit operator OnnxDimension(long length) => new(length, null);

    public static implicit operator OnnxDimension(string symbol) => new(-1, symbol);
}
