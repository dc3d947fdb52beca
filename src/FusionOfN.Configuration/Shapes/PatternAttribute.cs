namespace FusionOfN.Configuration;

/// <summary>The form of a text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute : Attribute
{
    /// <summary>The pattern of an HTTP address.</summary>
    public const string Url = "^https?://[^@\\s/?#]+([/?#]\\S*)?$";

    /// <summary>How to mend what is no HTTP address.</summary>
    public const string UrlMend = "Write a full address such as http://localhost:8000/v1, without a user name or password.";

    /// <summary>Gives a text its form.</summary>
    /// <param name="pattern">A regular expression that both .NET and JSON Schema understand.</param>
    /// <param name="mend">What to write instead of a text that does not fit.</param>
    public PatternAttribute(string pattern, string mend)
    {
        Pattern = pattern;
        Mend = mend;
    }

    /// <summary>A regular expression that both .NET and JSON Schema understand.</summary>
    public string Pattern { get; }

    /// <summary>What to write instead of a text that does not fit.</summary>
    public string Mend { get; }
}
