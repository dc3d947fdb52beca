using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

public sealed partial class AggregatorTests
{
    [Fact]
    public void Aggregators_OfTheConceptsPage_AreAllThereAre()
    {
        IEnumerable<string> written = Row().Matches(DocPage.Of("docs/concepts/how-fusion-works.md").Prose).Select(match => match.Groups[1].Value);

        Assert.Equal(AggregatorNames.All.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^\\| `([a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
