namespace FusionOfN.Jobs;

/// <summary>What keeps the store from working.</summary>
public enum StoreFault
{
    /// <summary>Another program holds it.</summary>
    Locked,

    /// <summary>There is no room left.</summary>
    Full,

    /// <summary>The file is damaged, or no database.</summary>
    Corrupt,

    /// <summary>It may not be read or written.</summary>
    Denied,

    /// <summary>The server or the file cannot be reached.</summary>
    Unreachable,

    /// <summary>It was made by a newer version.</summary>
    TooNew,

    /// <summary>Anything else.</summary>
    Other,
}
