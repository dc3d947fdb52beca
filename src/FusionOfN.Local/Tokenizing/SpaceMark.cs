namespace FusionOfN.Local;

/// <summary>The character that SentencePiece writes for a space, and whether a text that begins without one is given one.</summary>
/// <param name="Text">The mark, usually U+2581.</param>
/// <param name="Prepend">Where one is put before a text.</param>
internal sealed record SpaceMark(string Text, PrependScheme Prepend);
