namespace FusionOfN.Configuration;

/// <summary>A name used in the file that must be defined elsewhere in it.</summary>
internal readonly record struct Reference(ReferenceKind Kind, string Name, Place Place);
