using FusionOfN.Cli;
using FusionOfN.Configuration;

namespace FusionOfN.Docs.Tests;

/// <summary>Pages that the code writes, wholly or in parts, and the programs drawn into them.</summary>
[Collection("pages")]
public sealed class GeneratedPageTests
{
    public static TheoryData<string> Pages => [.. DocPage.All.Where(page => page.Text.Contains("<!-- generated: ", StringComparison.Ordinal)).Select(page => page.File)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Parts_OfAPage_AreWhatTheCodeSays(string file) => GeneratedPage.Check(file, PartsOf(file));

    [Fact]
    public void Schema_OfTheConfiguration_IsWhatTheCodeSays() => GeneratedPage.Compare(
        "docs/fusion.schema.json", Repository.Read("docs/fusion.schema.json"), ConfigurationSchema.Write(CliConfiguration.Sections), "the code says");

    [Fact]
    public void CSharp_OfEveryPage_IsDrawnInFromAProgramThatIsCompiled()
    {
        // The README of the test library is for those who write tests, and its parts are used in them.
        IEnumerable<string> loose = DocPage.All.Where(page => page.File != "tests/FusionOfN.Testing/README.md")
            .SelectMany(page => page.Blocks
                .Where(block => block.Language is "csharp" or "cs" or "c#" && !block.Remark.StartsWith("generated: samples/", StringComparison.Ordinal))
                .Select(block => $"{page.File}:{block.Line}"));

        Assert.Empty(loose);
    }

    [Fact]
    public void Blocks_OfEveryPage_SayTheirLanguage()
    {
        IEnumerable<string> unnamed = DocPage.All.SelectMany(page => page.Blocks.Where(block => block.Language.Length == 0).Select(block => $"{page.File}:{block.Line}"));

        Assert.Empty(unnamed);
    }

    private static IReadOnlyList<GeneratedPart> PartsOf(string file) => file switch
    {
        "docs/cli.md" => CommandReference.Parts(),
        "docs/concepts/how-fusion-works.md" => [new("the fusor's prompt", "## The fusor's prompt", $"```text\n{FusorPrompt.Standard.Template}\n```\n")],
        "docs/results.md" => [new("measured", "## Measured", MeasuredTable.Write())],
        "docs/fusion-yaml.md" => [new("settings", "## Reference", ConfigurationReference.Write())],
        "docs/decisions/README.md" => [new("decisions", "## All", DecisionIndex.Write())],
        _ => [],
    };
}
