namespace FusionOfN.Gateway;

/// <summary>What a request became.</summary>
internal enum RunKind
{
    /// <summary>A run of the engine.</summary>
    Fusion,

    /// <summary>One call to a plain model.</summary>
    PassThrough,
}
