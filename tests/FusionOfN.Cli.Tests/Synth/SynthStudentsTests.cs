using System.Text.Json;

namespace FusionOfN.Cli.Tests.Synth;

public sealed class SynthStudentsTests : IDisposable
{
    private static readonly string[] Small = ["--prompts", "3", "--seeds", "1", "--epochs", "1", "--max-tokens", "16", "--test", "0.4"];

    private readonly CliSession _session = new() { LabModelsFolder = null };

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Students_OfTheModelsInTheBox_AreComparedOnPromptsThatNobodyLearnedFrom()
    {
        CliResult result = await _session.RunAsync(["synth", "students", .. Small, "--json"]);
        CliResult again = await _session.RunAsync(["synth", "students", .. Small, "--json"]);

        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal([null, "best-of-n", "fusion"], document.GetProperty("students").EnumerateArray().Select(student => student.TryGetProperty("data", out JsonElement data) ? data.GetString() : null));
        Assert.Equal(document.GetProperty("held_out").GetInt32(), document.GetProperty("difference").GetProperty("observations").GetInt32());
        Assert.InRange(document.GetProperty("held_out").GetInt32(), 1, 32);
        string[] fused = Prompts("students/data/fusion.jsonl");
        Assert.Equal(document.GetProperty("learned").GetInt32(), fused.Length);
        Assert.Equal(fused, Prompts("students/data/best-of-n.jsonl"));
        Assert.Equal(result.Output, again.Output);
        Assert.DoesNotContain("training", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Students_FolderOfSomethingElse_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(_session.Folder, "students"));
        _session.Write("students/thesis.txt", "mine");
        CliResult result = await _session.RunAsync(["synth", "students", .. Small]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("holds something else", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Students_JobThatCannotTell_SaysWhatIsMissing()
    {
        CliResult none = await _session.RunAsync("synth", "students", "nothing");
        await _session.RunAsync("synth", "run", "--demo", "--answers", "majority-vote", "--out", "votes");
        CliResult votes = await _session.RunAsync("synth", "students", "votes");

        Assert.Equal((2, 2), (none.ExitCode, votes.ExitCode));
        Assert.Contains("holds no job", none.Error, StringComparison.Ordinal);
        Assert.Contains("answers of both fusion and best-of-n", votes.Error, StringComparison.Ordinal);
    }

    private string[] Prompts(string file) => [.. PoolLines.Parse(_session.Read(file)).Select(line => line.GetProperty("messages")[0].GetProperty("content").GetString()!)];
}
