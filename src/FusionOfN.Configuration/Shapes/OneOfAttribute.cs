namespace FusionOfN.Configuration;

/// <summary>The names a text may be, listed by a static property of another type.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute : Attribute
{
    public OneOfAttribute(Type source, string property) =>
        Names = (IReadOnlyList<string>)source.GetProperty(property)!.GetValue(null)!;

    public IReadOnlyList<string> Names { get; }
}
