using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

/// <summary>The names of metrics that an operator copies into a dashboard are those of a real scrape.</summary>
public sealed partial class MetricTests
{
    [Fact]
    public async Task Metrics_OfTheDeploymentPage_AreThoseOfAScrape()
    {
        await using PageRun run = new();
        await run.GatewayAsync();
        await run.PostAsync("/v1/chat/completions", """{"model":"fusion","messages":[{"role":"user","content":"Tell me about Japan: the capital, the currency and the continent."}]}""");
        string scrape = await run.GetAsync("/metrics");

        string[] real = [.. Family().Matches(scrape).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        string[] written = [.. FirstCell().Matches(DocPage.Of("docs/deploy.md").Text).SelectMany(cell => Mention().Matches(cell.Value)).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(real, written);
    }

    [GeneratedRegex("^# TYPE ((?:fusion|gen_ai)_\\w+) ", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex("^ *\\| [^|]+ \\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`((?:fusion|gen_ai)_\\w+)")]
    private static partial Regex Mention();
}
