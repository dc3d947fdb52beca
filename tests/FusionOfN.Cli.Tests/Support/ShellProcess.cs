namespace FusionOfN.Cli.Tests;

/// <summary>The real <c>fusion</c> as people call it: in a shell, with redirections, pipes and links. In the script it is called <c>fusion</c>.</summary>
internal static class ShellProcess
{
    private const string Shell = "/bin/bash";

    /// <summary>Skips the test where there is no such shell.</summary>
    public static void Require() => Assert.SkipUnless(File.Exists(Shell), "There is no bash on this machine.");

    public static async Task<CliResult> RunAsync(string folder, string script)
    {
        using FusionProcess process = Start(folder, script);
        return await process.WaitAsync();
    }

    public static FusionProcess Start(string folder, string script) =>
        FusionProcess.Start(FusionProcess.Info(folder, Shell, ["-c", $"fusion() {{ dotnet '{FusionProcess.Command}' \"$@\"; }}\n{script}"]));
}
