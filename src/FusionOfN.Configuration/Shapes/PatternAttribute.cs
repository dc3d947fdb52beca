namespace FusionOfN.Configuration;

/// <summary>The form of a text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PatternAttribute : Attribute
{
    public PatternAttribute(string pattern, string mend)
    {
        Pattern = pattern;
        Mend = mend;
    }

    /// <summary>A regular expression that both .NET and JSON Schema understand.</summary>
    public string Pattern { get; }

    public string Mend { get; }
}
