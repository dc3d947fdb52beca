namespace FusionOfN.Lab;

/// <summary>The cases that Arabic spelling tells apart here, in the order of the columns of its tables.</summary>
internal enum ArabicCase
{
    Nominative,
    Accusative,
    IndefiniteAccusative,
}
