using System.Reflection;
using System.Text.RegularExpressions;
using FusionOfN.Cli;
using FusionOfN.Gateway;

namespace FusionOfN.Docs.Tests;

/// <summary>Why something failed: each reason and exit code has a row in its reference and a section on the page that says what to do, and no page has others.</summary>
public sealed partial class FailureReasonTests
{
    private static readonly string[] Reasons =
        [.. typeof(FailureReasons).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Reasons_OfTheApi_AreThoseOfTheGateway()
    {
        string page = DocPage.Of("docs/gateway.md").Prose;
        string table = page[page.IndexOf("| `failure_reason` | meaning |", StringComparison.Ordinal)..];

        Assert.Equal(Reasons, Row().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).Skip(1).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Errors_OfThePage_AreTheReasonsAndTheExitCodes()
    {
        string page = DocPage.Of("docs/errors.md").Prose;

        Assert.Equal(Reasons, ReasonHeading().Matches(page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Equal(
            ExitCode.All.Select(item => item.Code).Where(code => code != ExitCode.Ok),
            ExitHeading().Matches(page).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex("^\\| `([a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^### `([a-z_]+)`$", RegexOptions.Multiline)]
    private static partial Regex ReasonHeading();

    [GeneratedRegex("^### Exit code (\\d+)", RegexOptions.Multiline)]
    private static partial Regex ExitHeading();
}
