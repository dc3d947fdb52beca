using System.Diagnostics;
using System.Globalization;

namespace FusionOfN.Cli.Tests;

/// <summary>The real <c>fusion</c> on a terminal, which <c>script</c> of util-linux makes.</summary>
internal static class Terminal
{
    private const string Program = "/usr/bin/script";

    /// <summary>Skips the test where no terminal can be made.</summary>
    public static void Require() => Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Program), "There is no script of util-linux on this machine.");

    /// <summary>Starts <c>fusion</c> on a terminal. The command's own number stands in the file <c>pid</c>, its CPU time at its end in <c>cpu</c>.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="columns">The width of the terminal.</param>
    /// <param name="lines">The height of the terminal.</param>
    /// <param name="command">The words behind <c>fusion</c>, for a shell.</param>
    public static FusionProcess Start(string folder, int columns, int lines, string command) => FusionProcess.Start(Info(folder, columns, lines, command));

    /// <summary>Starts <c>fusion</c> on a terminal with somebody at its keyboard.</summary>
    public static TerminalTalk Talk(string folder, string command) => new(Process.Start(Info(folder, 120, 40, command))!);

    private static ProcessStartInfo Info(string folder, int columns, int lines, string command)
    {
        string file = Path.Combine(folder, "on-terminal.sh");
        File.WriteAllText(file, $"""
            stty cols {columns} rows {lines}
            sh -c 'echo $$ >pid; exec "$@"' sh dotnet '{FusionProcess.Command}' {command}
            code=$?
            times >cpu
            exit $code
            """);
        // script runs its command with the shell of the environment, and one that stays in between may itself die of Ctrl+C.
        ProcessStartInfo info = FusionProcess.Info(folder, Program, ["-q", "-e", "-f", "-c", $"exec bash '{file}'", Path.Combine(folder, "typescript")]);
        info.Environment["SHELL"] = "/bin/sh";
        info.Environment["TERM"] = "xterm-256color";
        return info;
    }

    /// <summary>The CPU time that <c>times</c> wrote for what a shell had run.</summary>
    public static TimeSpan CpuTime(string folder)
    {
        string children = File.ReadAllLines(Path.Combine(folder, "cpu"))[1];
        return children.Split(' ').Select(Read).Aggregate((user, system) => user + system);
    }

    private static TimeSpan Read(string time)
    {
        string[] parts = time.TrimEnd('s').Split('m');
        return TimeSpan.FromSeconds((60 * int.Parse(parts[0], CultureInfo.InvariantCulture)) + double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
