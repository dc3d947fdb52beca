using System.Text.Json;

namespace FusionOfN.Lab.Tests.Experiments;

public sealed class LabRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab-run-").FullName;

    [Fact]
    public async Task Execute_ScriptedCast_ReportsWinsAndLossesAlike()
    {
        var options = Options("report");
        var result = await RunAsync(options, new(options));

        string markdown = File.ReadAllText(result.MarkdownPath);
        Assert.Contains(result.Findings, finding => finding.StartsWith("teachers, facts, novel, N=5: FusioN 100.0", StringComparison.Ordinal) && finding.Contains("(better)", StringComparison.Ordinal));
        Assert.Contains(result.Findings, finding => finding.StartsWith("teachers, reasoning, N=5: FusioN 0.0", StringComparison.Ordinal) && finding.Contains("against oracle", StringComparison.Ordinal) && finding.Contains("(WORSE)", StringComparison.Ordinal));
        Assert.All(result.Findings, finding => Assert.Contains(finding.Replace("#", "\\#", StringComparison.Ordinal), markdown, StringComparison.Ordinal));
        Assert.Contains("| 5", markdown.Replace("teacher", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ScriptedCast_NamesCommandSeedHashesAndTheWorldsFavours()
    {
        var options = Options("header") with { Command = "fusion lab run --quick --seed 1" };
        var result = await RunAsync(options, new(options, "0123abcd"));

        string markdown = File.ReadAllText(result.MarkdownPath);
        Assert.Contains("fusion lab run --quick --seed 1", markdown, StringComparison.Ordinal);
        Assert.Contains("Seed 1 ", markdown, StringComparison.Ordinal);
        Assert.Contains("| fusor | fusor | 0123abcd |", markdown, StringComparison.Ordinal);
        Assert.Contains("gaps are engineered", markdown, StringComparison.Ordinal);
        Assert.Contains("No students were trained", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ScriptedCast_EveryFigureFollowsFromTheRows()
    {
        var options = Options("trace");
        var result = await RunAsync(options, new(options));

        var answers = Rows<AnswerRow>(options, RunStore.AnswersFile);
        var items = Rows<ItemRow>(options, RunStore.ItemsFile).ToDictionary(row => row.Item);
        using var json = JsonDocument.Parse(File.ReadAllBytes(result.JsonPath));
        var score = json.RootElement.GetProperty("scores").EnumerateArray().Single(entry =>
            entry.GetProperty("pool").GetString() == "teachers" && entry.GetProperty("method").GetString() == LabMethods.BestOfN
            && entry.GetProperty("n").GetInt32() == 5 && entry.GetProperty("task").GetString() == "facts"
            && entry.GetProperty("entities").GetString() == "novel" && entry.GetProperty("language").GetString() == "ar");

        double mean = answers
            .Where(row => row is { Pool: "teachers", Method: LabMethods.BestOfN, N: 5 } && items[row.Item] is { Task: "facts", Entities: "novel", Language: "ar" })
            .Average(row => row.Score);
        Assert.Equal(mean, score.GetProperty("score").GetDouble(), 3);
    }

    [Fact]
    public async Task Execute_ScriptedCast_CandidatesAreTraceable()
    {
        var options = Options("candidates");
        ScriptedCast cast = new(options);
        await RunAsync(options, cast);

        var seeds = cast.Clients.SelectMany(client => client.Calls).Select(call => call.Options?.Seed).ToHashSet();
        var candidates = Rows<CandidateRow>(options, RunStore.CandidatesFile).Where(row => row.Pool == "teachers").ToList();
        Assert.Equal(TestColumn.Of(options.Tasks).Count() * 2 * options.PerCell * 10, candidates.Count);
        Assert.All(candidates, row => Assert.Contains(row.Seed, seeds));
        Assert.Contains(Rows<AnswerRow>(options, RunStore.AnswersFile), row => row is { Method: LabMethods.Fusion, N: 5, CopyRate: > 0, Shares.Count: 5 });
    }

    [Fact]
    public async Task Execute_InterruptedAndContinued_GivesTheSameFigures()
    {
        var whole = Options("whole");
        var expected = await RunAsync(whole, new(whole));

        var options = Options("parts");
        using (CancellationTokenSource stop = new())
        {
            StoppingProgress progress = new(stop, after: 10);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LabRun.ExecuteAsync(options, LoadedCast.Of(new ScriptedCast(options).Cast), progress, stop.Token));
        }

        Assert.NotEmpty(Rows<CandidateRow>(options, RunStore.CandidatesFile));
        var actual = await RunAsync(options, new(options));

        Assert.Equal(File.ReadAllText(expected.JsonPath), File.ReadAllText(actual.JsonPath));
        Assert.Equal(File.ReadAllText(expected.MarkdownPath), File.ReadAllText(actual.MarkdownPath));
    }

    [Fact]
    public async Task Execute_FinishedRun_AsksNobodyAgain()
    {
        var options = Options("again");
        await RunAsync(options, new(options));

        ScriptedCast idle = new(options);
        await RunAsync(options, idle);

        Assert.Equal(0, idle.Calls);
    }

    [Fact]
    public async Task Execute_FolderOfAnotherFusor_IsRefusedByName()
    {
        var options = Options("other");
        await RunAsync(options, new(options));

        var exception = await Assert.ThrowsAsync<LabException>(() => RunAsync(options, new(options, "fusor-2")));
        Assert.Contains("fusor fusor", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_Development_AsksTheStudentSplitAndKeepsApartFromTestRuns()
    {
        var options = Options("development") with { Development = true };

        var result = await RunAsync(options, new(options));

        Assert.All(Rows<ItemRow>(options, RunStore.ItemsFile), row => Assert.Equal(LabSplit.Student, SplitHash.Split(row.Content)));
        Assert.Contains("development run", File.ReadAllText(result.MarkdownPath), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LabException>(() => RunAsync(options with { Development = false }, new(options)));
        await Assert.ThrowsAsync<LabException>(() => RunAsync(options with { Students = true }, new(options)));
    }

    [Fact]
    public async Task Execute_NoModels_SaysHowToMakeThem()
    {
        var options = Options("none") with { ModelsDirectory = Path.Combine(_folder, "empty") };

        var exception = await Assert.ThrowsAsync<LabException>(() => LabRun.ExecuteAsync(options, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("fusion lab train", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<LabRunResult> RunAsync(LabRunOptions options, ScriptedCast cast) =>
        LabRun.ExecuteAsync(options, LoadedCast.Of(cast.Cast), progress: null, TestContext.Current.CancellationToken);

    private static List<T> Rows<T>(LabRunOptions options, string file) =>
        [.. File.ReadLines(Path.Combine(options.OutputDirectory, file)).Select(line => JsonSerializer.Deserialize<T>(line, LabJson.Line)!)];

    private LabRunOptions Options(string name) => new()
    {
        OutputDirectory = Path.Combine(_folder, name),
        Quick = true,
        Languages = [LabLanguage.English, LabLanguage.Parse("ar")],
        Tasks = [LabTask.Facts, LabTask.Reasoning],
        ItemsPerCell = 6,
    };

    private sealed class StoppingProgress(CancellationTokenSource stop, int after) : IProgress<LabRunProgress>
    {
        private int _reports;

        public void Report(LabRunProgress value)
        {
            if (Interlocked.Increment(ref _reports) == after)
                stop.Cancel();
        }
    }
}
