using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

/// <summary>The list of decisions, by number.</summary>
internal static partial class DecisionIndex
{
    public static string Write()
    {
        StringBuilder text = new("| | decision |\n|---|---|\n");
        foreach (DocPage page in DocPage.All.Where(page => page.File.StartsWith("docs/decisions/0", StringComparison.Ordinal)).OrderBy(page => page.File, StringComparer.Ordinal))
        {
            string name = page.File["docs/decisions/".Length..];
            Match title = Title().Match(page.Text);
            Assert.True(title.Success && int.Parse(title.Groups[1].Value, CultureInfo.InvariantCulture) == int.Parse(name[..4], CultureInfo.InvariantCulture), $"{page.File} must begin with '# {name[..4]}. ' and its title.");
            text.Append(CultureInfo.InvariantCulture, $"| {name[..4]} | [{title.Groups[2].Value}]({name}) |\n");
        }

        return text.ToString();
    }

    [GeneratedRegex("^# (\\d+)\\. (.+)")]
    private static partial Regex Title();
}
