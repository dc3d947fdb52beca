using System.Numerics;

namespace FusionOfN.Local;

/// <summary>Sums numbers in an order that depends on how many there are, and on nothing else.</summary>
/// <remarks>
/// TensorPrimitives.Sum begins where memory is aligned, so that its last bits depend on where an array happens to lie; a nucleus that ends at one token or the next, and with it an answer, must not.
/// </remarks>
internal static class FixedSum
{
    /// <summary>The numbers that are summed as single-precision ones; the sums of blocks are summed in double precision.</summary>
    public const int Block = 256;

    public static double Of(ReadOnlySpan<float> values)
    {
        double sum = 0;
        for (var start = 0; start < values.Length; start += Block)
            sum += OfBlock(values.Slice(start, Math.Min(Block, values.Length - start)));
        return sum;
    }

    public static float OfBlock(ReadOnlySpan<float> values)
    {
        var lanes = Vector<float>.Zero;
        var at = 0;
        for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
            lanes += new Vector<float>(values[at..]);

        float sum = 0;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
            sum += lanes[lane];
        for (; at < values.Length; at++)
            sum += values[at];
        return sum;
    }
}
