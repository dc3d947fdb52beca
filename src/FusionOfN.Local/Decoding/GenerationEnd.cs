namespace FusionOfN.Local;

/// <summary>Why an answer ended.</summary>
internal enum GenerationEnd
{
    /// <summary>The model said so.</summary>
    EndToken,

    /// <summary>A stop string came.</summary>
    StopString,

    /// <summary>The most tokens asked for, or the end of the context, were reached.</summary>
    Length,
}
