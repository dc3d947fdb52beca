using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

/// <summary>Environment variables: those that the code reads stand in the reference, and those of the pages are read.</summary>
public sealed partial class EnvironmentTests
{
    private const string Reference = "docs/environment.md";

    /// <summary>What libraries, the runtime or tools around us read, or an example that the reader names.</summary>
    private static readonly string[] ReadElsewhere =
    [
        "PGPASSWORD", "POSTGRES_PASSWORD", "POSTGRES_DB", "POSTGRES_USER", "XDG_DATA_HOME", "ASPNETCORE_URLS", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_SERVICE_NAME",
        "OTEL_RESOURCE_ATTRIBUTES", "DAC_OVERRIDE", "TERM", "FUSION_ANALYZERS",
    ];

    [Fact]
    public void Variables_ThatTheCodeReads_StandInTheReference()
    {
        HashSet<string> written = Listed();
        IEnumerable<string> missing = Sources("src", "tests").SelectMany(text => Literal().Matches(text)).Select(match => match.Groups[1].Value)
            .Where(name => Prefix().IsMatch(name) && !written.Contains(name)).Distinct();

        Assert.Empty(missing);
    }

    [Fact]
    public void Variables_OfTheReference_AreReadByTheCode()
    {
        HashSet<string> literals = [.. Sources("src", "tests").SelectMany(text => Literal().Matches(text)).Select(match => match.Groups[1].Value)];

        Assert.DoesNotContain(Listed().Except(ReadElsewhere), name => !literals.Contains(name));
    }

    [Fact]
    public void Variables_OfEveryPage_StandInTheReference()
    {
        HashSet<string> written = Listed();
        IEnumerable<string> unknown = DocPage.All.Where(page => page.File.StartsWith("docs/", StringComparison.Ordinal) || page.File == "README.md")
            .SelectMany(page => Mention().Matches(page.Text).Select(match => (page.File, Name: match.Value)))
            .Select(item => (item.File, Name: WithoutFile().Replace(item.Name, "")))
            .Where(item => Prefix().IsMatch(item.Name) && !written.Contains(item.Name) && !ReadElsewhere.Contains(item.Name))
            .Select(item => $"{item.File}: {item.Name}")
            .Distinct();

        Assert.Empty(unknown);
    }

    private static HashSet<string> Listed() => [.. Row().Matches(DocPage.Of(Reference).Prose).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("FusionOfN.Docs.Tests", StringComparison.Ordinal) || file.EndsWith("GeneratedPage.cs", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    [GeneratedRegex(@"""([A-Z][A-Z0-9]*_[A-Z0-9_]+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![A-Za-z_$])[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^\| `([A-Z][A-Z0-9_]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();

    // Secrets may stand in files that variables name.
    [GeneratedRegex("_FILE$")]
    private static partial Regex WithoutFile();

    [GeneratedRegex("^(?:OPENAI|ANTHROPIC|OLLAMA|HF|FUSION(?!_TEST_)|OTEL|NO)_")]
    private static partial Regex Prefix();
}
