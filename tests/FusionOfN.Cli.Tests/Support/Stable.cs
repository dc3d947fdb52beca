using System.Text.RegularExpressions;

namespace FusionOfN.Cli.Tests;

/// <summary>Replaces what differs from run to run, for snapshots.</summary>
internal static partial class Stable
{
    public static string Receipt(string text) => Hash().Replace(RunId().Replace(text, "run_ID"), "HASH");

    public static string Ports(string text) => Port().Replace(text, ":PORT");

    [GeneratedRegex(@":\d{4,5}\b")]
    private static partial Regex Port();

    [GeneratedRegex("run_[0-9a-f]{32}")]
    private static partial Regex RunId();

    [GeneratedRegex(@"[0-9a-f]{64}|[0-9a-f]{12}…")]
    private static partial Regex Hash();
}
