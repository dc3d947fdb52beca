namespace FusionOfN.Local;

/// <summary>Which operators an exported decoder is written with; all forms compute the same function.</summary>
public enum DecoderGraphForm
{
    /// <summary>The contributed GroupQueryAttention, which applies rotary positions itself and can append to the cache in place. It needs a head size
    /// that is a multiple of 16; models with another one are written as <see cref="Standard"/>.</summary>
    GroupQueryAttention,

    /// <summary>Attention, RotaryEmbedding and RMSNormalization of the standard operator set 23.</summary>
    Standard,

    /// <summary>Attention spelled out in MatMul, Softmax and Concat, as older exporters write it.</summary>
    Decomposed,
}
