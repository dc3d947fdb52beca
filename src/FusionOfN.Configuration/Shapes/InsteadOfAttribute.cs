namespace FusionOfN.Configuration;

/// <summary>Keys that other tools use for the same thing: not accepted, but the mend names the right one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InsteadOfAttribute : Attribute
{
    /// <summary>Names the keys.</summary>
    /// <param name="keys">The keys of other tools, in any case.</param>
    public InsteadOfAttribute(params string[] keys) => Keys = keys;

    /// <summary>The keys of other tools.</summary>
    public IReadOnlyList<string> Keys { get; }
}
