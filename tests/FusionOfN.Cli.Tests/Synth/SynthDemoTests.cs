namespace FusionOfN.Cli.Tests.Synth;

/// <summary>The data set of the models in the box.</summary>
public sealed class SynthDemoTests : IDisposable
{
    private readonly CliSession _session = new() { LabModelsFolder = null };

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Demo_MadeAgainWithFewerAtOnce_HasTheSameBytes()
    {
        CliResult first = await _session.RunAsync("synth", "run", "--demo", "--out", "first");
        CliResult second = await _session.RunAsync("synth", "run", "--demo", "--out", "second", "--concurrency", "3");

        Assert.True((first.ExitCode, second.ExitCode) == (0, 0), first.Error + second.Error);
        string[] files = Files("first");
        Assert.Contains("report.json", files);
        Assert.Equal(files, Files("second"));
        Assert.All(files, file => Assert.Equal(_session.Read($"first/data/{file}"), _session.Read($"second/data/{file}")));
    }

    [Fact]
    public async Task Demo_StoreThatCannotGrow_StopsAndGoesOnToTheSameBytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The size of files is limited by the shell.");
        const string Limit = "export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; trap '' XFSZ; ulimit -f 400";
        CliResult broken = await ShellProcess.RunAsync(_session.Folder, $"{Limit}; fusion synth run --demo --out broken");
        CliResult mended = await ShellProcess.RunAsync(_session.Folder, "fusion synth run --demo --out broken");
        CliResult whole = await _session.RunAsync("synth", "run", "--demo", "--out", "whole");

        Assert.True(broken.ExitCode is 3 or 74, broken.Transcript);
        Assert.Contains("broken/job.db cannot be used", broken.Error, StringComparison.Ordinal);
        Assert.True((mended.ExitCode, whole.ExitCode) == (0, 0), mended.Transcript);
        string[] files = Files("whole");
        Assert.Equal(files, Files("broken"));
        Assert.All(files, file => Assert.Equal(_session.Read($"whole/data/{file}"), _session.Read($"broken/data/{file}")));
    }

    private string[] Files(string job)
    {
        string data = Path.Combine(_session.Folder, job, "data");
        return [.. Directory.GetFiles(data, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(data, file)).Order(StringComparer.Ordinal)];
    }
}
