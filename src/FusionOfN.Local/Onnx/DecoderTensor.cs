namespace FusionOfN.Local;

/// <summary>Where one weight of a decoder stands in the flat array of all weights.</summary>
/// <param name="Name">Name in the style of Hugging Face checkpoints; projections are stored as [in, out], ready to stand right of a MatMul.</param>
/// <param name="Offset">Index of its first number.</param>
/// <param name="Shape">Its axes: two for a matrix, one for a normalisation scale.</param>
public sealed record DecoderTensor(string Name, int Offset, IReadOnlyList<int> Shape)
{
    /// <summary>Count of its numbers.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, axis) => checked(product * axis));

    /// <summary>Whether it is a matrix; only matrices are decayed in training.</summary>
    public bool IsMatrix => Shape.Count == 2;
}
