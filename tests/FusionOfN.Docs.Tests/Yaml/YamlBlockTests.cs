using FusionOfN.Cli;
using FusionOfN.Configuration;

namespace FusionOfN.Docs.Tests;

public sealed class YamlBlockTests
{
    public static TheoryData<string, int> Blocks => [.. DocPage.All.SelectMany(page => page.Blocks
        .Where(block => block.Language is "yaml" or "yml")
        .Select(block => new TheoryDataRow<string, int>(page.File, block.Line)))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Yaml_OfAPage_IsAConfigurationThatLoads(string file, int line)
    {
        string text = DocPage.Of(file).Blocks.Single(block => block.Line == line).Text;

        ConfigurationResult result = FusionConfiguration.Parse(text, $"{file}:{line}", CliConfiguration.Sections);

        Assert.True(result.IsUsable, string.Join('\n', result.Problems));
    }
}
