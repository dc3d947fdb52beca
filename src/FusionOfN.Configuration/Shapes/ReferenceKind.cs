namespace FusionOfN.Configuration;

/// <summary>What a name in the file refers to.</summary>
internal enum ReferenceKind
{
    Endpoint,
    Model,
    Scorer,
    Recipe,
}
