namespace FusionOfN.Configuration;

/// <summary>The block may be written as a bare value, which then is the value of one of its keys.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShorthandAttribute : Attribute
{
    public ShorthandAttribute(string property) => Property = property;

    public string Property { get; }
}
