using FusionOfN.Jobs;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis.Tests.Jobs;

public sealed class SynthJobTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ScriptedChatClient _a = new("Paris is the capital, and it is large.", "a");
    private readonly ScriptedChatClient _b = new("Paris.", "b");
    private readonly ScriptedChatClient _fusor = new("They agree.\n\n<fused_answer>\nThe capital is Paris.\n</fused_answer>", "fusor");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _fusor.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_EveryMethod_AnswersFromTheSameCandidates()
    {
        var (result, rows) = await RunAsync(["fusion", "best-of-n", "majority-vote", "random-teacher", "each-teacher"], Prompts("Capital of France?"));

        Assert.Equal(JobEnd.Completed, result.End);
        var row = Assert.Single(rows);
        Assert.Equal((1, 1, 1), (_a.Calls.Count, _b.Calls.Count, _fusor.Calls.Count));
        Assert.Equal([("a", 0, "Paris is the capital, and it is large."), ("b", 0, "Paris.")], row.Candidates.Select(candidate => (candidate.Model, candidate.Sample, candidate.Text)));
        Assert.Equal(["fusion", "best-of-n", "majority-vote", "random-teacher", "teacher:a", "teacher:b"], row.Answers.Select(answer => answer.Method));
        Assert.Equal(("The capital is Paris.", "fusor", FusionStatus.Full), (row.Answers[0].Text, row.Answers[0].Writer, row.Answers[0].Status));
        Assert.Equal(row.Candidates[row.Answers[1].Selected!.Value].Text, row.Answers[1].Text);
        Assert.Equal("Paris.", row.AnswerOf("teacher:b")!.Text);
        Assert.Contains(row.AnswerOf("random-teacher")!.Text, row.Candidates.Select(candidate => candidate.Text));
    }

    [Fact]
    public async Task RunAsync_Scorer_ScoresCandidatesAndWrittenAnswersAlike()
    {
        var (_, rows) = await RunAsync(["fusion", "best-of-n"], Prompts("Capital of France?"));

        var row = Assert.Single(rows);
        Assert.All(row.Candidates, candidate => Assert.Equal(candidate.Text.Length, candidate.Score));
        Assert.All(row.Answers, answer => Assert.Equal(answer.Text.Length, answer.Score));
        Assert.Equal("Paris is the capital, and it is large.", row.AnswerOf("best-of-n")!.Text);
    }

    [Fact]
    public async Task RunAsync_Again_CallsNobody()
    {
        var prompts = Prompts("one", "two", "two", "three");
        var (first, rows) = await RunAsync(["fusion"], prompts);
        var (_, again) = await RunAsync(["fusion"], prompts);

        Assert.Equal(4, first.Snapshot.Done);
        Assert.Equal([0L, 1, 2, 3], rows.Select(row => row.Position));
        Assert.Equal(rows.Select(row => System.Text.Encoding.UTF8.GetString(SynthJson.Write(row))), again.Select(row => System.Text.Encoding.UTF8.GetString(SynthJson.Write(row))));
        Assert.Equal(4, _a.Calls.Count);
    }

    [Fact]
    public async Task RunAsync_CallsThatAnotherJobPaid_CountTheSame()
    {
        _a.OnCall = _ => new ScriptedReply { Text = "Paris is the capital.", Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 5 } };
        var (_, paid) = await RunAsync(["fusion"], Prompts("one"), "first");
        var (_, replayed) = await RunAsync(["fusion"], Prompts("one"), "second");

        Assert.Equal((10, 5, 3), (paid[0].Candidates[0].InputTokens, paid[0].Candidates[0].OutputTokens, paid[0].Calls));
        Assert.Equal(1, paid[0].Answers[0].Calls);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(SynthJson.Write(paid[0])), System.Text.Encoding.UTF8.GetString(SynthJson.Write(replayed[0])));
    }

    [Fact]
    public async Task RunAsync_AnotherMethodInAnotherJobOfTheStore_BuysOnlyWhatIsNew()
    {
        var prompts = Prompts("one", "two", "three");
        await RunAsync(["majority-vote"], prompts, "votes");
        await RunAsync(["majority-vote", "fusion"], prompts, "fused");

        Assert.Equal((3, 3, 3), (_a.Calls.Count, _b.Calls.Count, _fusor.Calls.Count));
    }

    [Fact]
    public async Task RunAsync_OneTeacherFails_KeepsTheFailureAndSaysDegraded()
    {
        _b.OnCall = _ => ScriptedReply.Failing(new HttpRequestException("503 from upstream"));
        var (result, rows) = await RunAsync(["fusion"], Prompts("one"));

        Assert.Equal(1, result.Snapshot.Done);
        var row = Assert.Single(rows);
        Assert.Equal(CallState.Failed, row.Candidates[1].State);
        Assert.Contains("503", row.Candidates[1].Failure, StringComparison.Ordinal);
        Assert.True(row.Answers[0].Degraded);
        Assert.Equal(FusionStatus.Single, row.Answers[0].Status);
    }

    [Fact]
    public async Task RunAsync_EveryTeacherFails_FailsThePromptAndTheOthersGoOn()
    {
        _a.OnCall = _b.OnCall = call => call.Messages[^1].Text == "bad" ? ScriptedReply.Failing(new HttpRequestException("no")) : null;
        var (result, rows) = await RunAsync(["fusion"], Prompts("good", "bad", "fine"));

        Assert.Equal((2, 1), (result.Snapshot.Done, result.Snapshot.Failed));
        Assert.Equal([0L, 2], rows.Select(row => row.Position));
        Assert.Equal("no-candidate", Assert.Single(result.Snapshot.Errors).Kind);
    }

    [Fact]
    public async Task RunAsync_PictureThatIsNotThere_FailsThePromptWithoutACall()
    {
        var (result, _) = await RunAsync(["fusion"], [Prompts("what is this?")[0] with { Images = ["../outside.png"] }]);

        Assert.Equal("image", Assert.Single(result.Snapshot.Errors).Kind);
        Assert.Empty(_a.Calls);
    }

    [Fact]
    public async Task RunAsync_Picture_IsSentWithItsTypeAndKeptByReference()
    {
        _folder.Write("cat.jpg", [1, 2, 3]);
        var (_, rows) = await RunAsync(["fusion"], [Prompts("what is this?")[0] with { Images = ["cat.jpg"] }]);

        var sent = Assert.IsType<DataContent>(_a.Calls[0].Messages[^1].Contents[1]);
        Assert.Equal(("image/jpeg", 3), (sent.MediaType, sent.Data.Length));
        Assert.Equal(["cat.jpg"], Assert.Single(rows).Images!);
    }

    private static PromptRow[] Prompts(params string[] texts) =>
        [.. texts.Select((text, index) => new PromptRow(index + 1, $"q{index}", Rows.Of(0, text, "").Key, [new ChatMessage(ChatRole.User, text)]) { Language = "en" })];

    private async Task<(JobResult Result, List<SynthRow> Rows)> RunAsync(IReadOnlyList<string> methods, PromptRow[] prompts, string name = "job")
    {
        await using var store = await JobStore.OpenAsync(StoreAddress.Parse(_folder.File("job.db"), _folder.Path, mayHoldPassword: false), cancellationToken: Cancel);
        await using var log = await store.OpenJobAsync(new JobDefinition(name, 7, [new("answers", string.Join(',', methods))]), Cancel);
        JobCalls calls = new(store.Calls);
        SynthPlan plan = new()
        {
            Recipe = new Recipe("test", calls.Wrap(new Panel(new PanelMember(new ChatModel("a", _a)), new PanelMember(new ChatModel("b", _b)))), new FirstAggregator()),
            Methods = methods,
            Parts = new AggregatorParts { Fusors = [calls.Wrap(new ChatModel("fusor", _fusor))], Scorer = new LengthScorer() },
            Scorer = new LengthScorer(),
            ImageFolder = _folder.Path,
        };
        var job = await SynthJob.CreateAsync(log, calls, plan, new JobLoopOptions(), Cancel);
        var result = await job.RunAsync(prompts.ToAsyncEnumerable(), stop: Cancel);
        List<SynthRow> rows = [];
        await foreach (var row in SynthJob.ReadAsync(log, Cancel))
            rows.Add(row);
        return (result, rows);
    }

    private sealed class LengthScorer : IScorer
    {
        public string Name => "length";

        public Task<IReadOnlyList<CandidateScore>> ScoreAsync(AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<CandidateScore>>([.. candidates.Select(candidate => new CandidateScore(candidate.Text.Length))]);
    }
}
