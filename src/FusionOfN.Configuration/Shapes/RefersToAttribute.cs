namespace FusionOfN.Configuration;

/// <summary>The value, or each of its items, is a name defined elsewhere in the file.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefersToAttribute : Attribute
{
    public RefersToAttribute(ReferenceKind kind) => Kind = kind;

    public ReferenceKind Kind { get; }
}
