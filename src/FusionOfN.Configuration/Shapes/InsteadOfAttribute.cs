namespace FusionOfN.Configuration;

/// <summary>Keys that other tools use for the same thing: not accepted, but the mend names the right one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InsteadOfAttribute : Attribute
{
    public InsteadOfAttribute(params string[] keys) => Keys = keys;

    public IReadOnlyList<string> Keys { get; }
}
