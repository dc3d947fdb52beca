using System.Diagnostics;

namespace FusionOfN.Jobs.Tests;

/// <summary>A real job in a process of its own is killed at random moments; <c>dotnet run --project bench/FusionOfN.Factory -- kill</c> does it two hundred times.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Kill_AtRandomMoments_LeavesTheSameRowsAndBuysNothingTwice()
    {
        string bench = Path.Combine(AppContext.BaseDirectory, "..", "..", "FusionOfN.Factory", new DirectoryInfo(AppContext.BaseDirectory).Name, "FusionOfN.Factory.dll");
        ProcessStartInfo start = new("dotnet", [bench, "kill", "--points", "5", "--items", "300"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, said + await errors);
        Assert.Contains("byte-identical", said, StringComparison.Ordinal);
    }
}
