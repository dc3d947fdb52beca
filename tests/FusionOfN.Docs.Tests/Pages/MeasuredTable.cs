using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

/// <summary>The findings of the lab's committed report, as one table.</summary>
internal static partial class MeasuredTable
{
    public static string Write()
    {
        StringBuilder text = new("| candidates | task | fusion | against best-of-n | against MBR | against the oracle |\n|---|---|---|---|---|---|\n");
        foreach (Match finding in Finding().Matches(Repository.Read("docs/lab/report.md")))
        {
            string[] cells = [.. finding.Groups.Values.Skip(1).Select(group => group.Value.Replace("(WORSE)", "**worse**", StringComparison.Ordinal).Replace("(better)", "better", StringComparison.Ordinal).Replace("(tie)", "tie", StringComparison.Ordinal))];
            text.Append(CultureInfo.InvariantCulture, $"| {cells[0]} | {cells[1]} | {cells[2]} | {cells[3]} | {cells[5]} | {cells[4]} |\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^- (\S+), (.+), N=5: FusioN (\S+ \[[^]]+\]); against BoN (.+?); against oracle (.+?); against MBR (.+?)\.$", RegexOptions.Multiline)]
    private static partial Regex Finding();
}
