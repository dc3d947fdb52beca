namespace FusionOfN.Synthesis;

/// <summary>What a line of an export is made of.</summary>
internal enum ExportKind
{
    /// <summary>A prompt and one method's answer.</summary>
    Answer,

    /// <summary>A prompt, a better and a worse answer.</summary>
    Pair,

    /// <summary>A whole item with the answers of all methods.</summary>
    Item,
}
