namespace FusionOfN.Cli.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams and the exit code in one text, for snapshots.</summary>
    public string Transcript => $"--- stdout\n{Output}--- stderr\n{Error}--- exit code {ExitCode}\n";
}
