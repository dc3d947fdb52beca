namespace FusionOfN.Local;

/// <summary>Where a mark for a space is put before a text that has none, named as in <c>tokenizer.json</c>.</summary>
internal enum PrependScheme
{
    /// <summary>Nowhere.</summary>
    Never,

    /// <summary>At the very beginning.</summary>
    First,

    /// <summary>At the beginning and after each added token.</summary>
    Always,
}
