using System.Globalization;
using System.Text;

namespace FusionOfN.Docs.Tests;

/// <summary>The list of decisions, by number.</summary>
internal static class DecisionIndex
{
    public static string Write()
    {
        StringBuilder text = new("| | decision |\n|---|---|\n");
        foreach (DocPage page in DocPage.All.Where(page => page.File.StartsWith("docs/decisions/0", StringComparison.Ordinal)).OrderBy(page => page.File, StringComparer.Ordinal))
        {
            string name = page.File["docs/decisions/".Length..];
            string title = page.Text[..page.Text.IndexOf('\n', StringComparison.Ordinal)];
            Assert.True(title.StartsWith($"# {name[..4]}. ", StringComparison.Ordinal), $"{page.File} must begin with '# {name[..4]}. ' and its title.");
            text.Append(CultureInfo.InvariantCulture, $"| {name[..4]} | [{title[8..]}]({name}) |\n");
        }

        return text.ToString();
    }
}
