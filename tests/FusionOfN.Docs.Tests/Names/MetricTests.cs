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

    [Theory]
    [InlineData("docs/how-to/monitor.md")]
    [InlineData("docs/how-to/grafana-dashboard.json")]
    public void Metrics_ThatAnOperatorCopies_AreThoseOfTheDeploymentPage(string file)
    {
        HashSet<string> known = [.. FirstCell().Matches(DocPage.Of("docs/deploy.md").Text).SelectMany(cell => Mention().Matches(cell.Value)).Select(match => match.Groups[1].Value)];

        string[] asked = [.. Asked().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value).Distinct()];

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(known));
    }

    [GeneratedRegex("^# TYPE ((?:fusion|gen_ai)_\\w+) ", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex("^ *\\| [^|]+ \\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    // Without what a histogram adds to its name; status and strategy are labels.
    [GeneratedRegex(@"\b((?:fusion_(?!status\b|strategy\b)|gen_ai_client_)\w+?)(?:_bucket|_count|_sum)?\b")]
    private static partial Regex Asked();

    [GeneratedRegex("`((?:fusion|gen_ai)_\\w+)")]
    private static partial Regex Mention();
}
