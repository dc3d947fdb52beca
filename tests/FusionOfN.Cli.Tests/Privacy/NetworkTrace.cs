using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace FusionOfN.Cli.Tests.Privacy;

/// <summary>What a process and its children looked up and connected to, as <c>strace</c> saw it.</summary>
internal static partial class NetworkTrace
{
    private const string Program = "/usr/bin/strace";
    private const int NameServerPort = 53;

    /// <summary>Skips the test where no trace can be made.</summary>
    public static async Task RequireAsync()
    {
        Assert.SkipUnless(File.Exists(Program), "There is no strace on this machine.");
        using Process trial = Process.Start(new ProcessStartInfo(Program, ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
        string said = await trial.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await trial.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(trial.ExitCode == 0, $"strace cannot trace here: {said}");
    }

    /// <summary>How <c>fusion</c> is started under a trace.</summary>
    public static ProcessStartInfo Info(string folder, string traceFile, IEnumerable<string> args) => FusionProcess.Info(
        folder, Program, ["-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg,openat", "-o", traceFile, "dotnet", FusionProcess.Command, .. args]);

    /// <summary>Every address that was spoken to and is not this machine, and every sign of a name being looked up.</summary>
    public static IReadOnlyList<string> Foreign(string traceFile) =>
        [.. File.ReadLines(traceFile).Where(line => IsLookUp(line) || IsForeign(line))];

    private static bool IsLookUp(string line) => line.Contains("/etc/resolv.conf", StringComparison.Ordinal);

    private static bool IsForeign(string line)
    {
        if (Address().Match(line) is not { Success: true } match)
            return false;
        var address = IPAddress.Parse(match.Groups["ip"].Value);
        bool isNameServer = Port().Match(line) is { Success: true } port && int.Parse(port.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) == NameServerPort;
        return isNameServer || !IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    [GeneratedRegex("""inet_(?:addr\(|pton\(AF_INET6, )"(?<ip>[0-9a-fA-F:.]+)"\)?""", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"sin6?_port=htons\((\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Port();
}
