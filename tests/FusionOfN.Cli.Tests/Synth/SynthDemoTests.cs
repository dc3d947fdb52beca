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

    private string[] Files(string job)
    {
        string data = Path.Combine(_session.Folder, job, "data");
        return [.. Directory.GetFiles(data, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(data, file)).Order(StringComparer.Ordinal)];
    }
}
