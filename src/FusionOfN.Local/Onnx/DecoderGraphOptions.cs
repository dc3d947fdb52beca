namespace FusionOfN.Local;

/// <summary>How a decoder is written as ONNX.</summary>
public sealed record DecoderGraphOptions
{
    /// <summary>Which operators are used.</summary>
    /// <value>The default value is <see cref="DecoderGraphForm.GroupQueryAttention"/>.</value>
    public DecoderGraphForm Form { get; init; } = DecoderGraphForm.GroupQueryAttention;

    /// <summary>Store matrices as 16-bit floats; the file is half as large, the arithmetic stays 32-bit.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool HalfPrecision { get; init; } = true;

    /// <summary>Compute logits of the last position only, which makes a long prompt cheaper but cannot score a given text.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool LastPositionOnly { get; init; }
}
