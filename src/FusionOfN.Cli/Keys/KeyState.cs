namespace FusionOfN.Cli;

/// <summary>Whether a key is taken.</summary>
internal enum KeyState
{
    /// <summary>It is.</summary>
    Live,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was revoked.</summary>
    Revoked,
}
