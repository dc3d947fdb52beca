using System.Text.Json.Nodes;
using FusionOfN.Providers;
using FusionOfN.Testing;

namespace FusionOfN.Jobs.Tests;

/// <summary>What batch APIs do, and that nothing is lost or paid twice by it. Every job has four prompts, three samples each and a fusion of them.</summary>
public abstract class BatchContract : IAsyncLifetime
{
    private static readonly IReadOnlyList<string> Prompts = TestJob.Prompts(4);

    private FakeUpstream _upstream = null!;
    private FakeBatches _batches = null!;
    private JobStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JobBatchesOptions Options => new() { Folder = Path.Combine(Folder.Path, "batches"), FirstWait = TimeSpan.FromMilliseconds(1), LongestWait = TimeSpan.FromMilliseconds(2) };

    private protected JobFolder Folder { get; } = new();

    private protected abstract StoreAddress Address { get; }

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync(Cancel);
        _upstream.OnRequest = Replies.Of;
        _batches = new FakeBatches(_upstream);
        _store = await JobStore.OpenAsync(Address, cancellationToken: Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _upstream.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(BatchDialect.OpenAi)]
    [InlineData(BatchDialect.Azure)]
    [InlineData(BatchDialect.Anthropic)]
    public async Task Run_EveryDialect_AnswersInTwoBatchesAndLeavesNothingBehind(BatchDialect dialect)
    {
        await using TestJob job = new(_upstream, _store, batch: dialect);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal((JobEnd.Completed, 4), (result.End, result.Snapshot.Done));
        Assert.Equal([12, 4], SizesMade());
        Assert.Empty(_batches.Files);
        Assert.DoesNotContain(_upstream.Requests, request => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal) || request.Path.EndsWith("/messages", StringComparison.Ordinal));
        Assert.Equal(16, (await _store.Calls.StatsAsync(Cancel)).Calls);
        Assert.All(await ListAsync(), batch => Assert.Equal(BatchState.Read, batch.State));
    }

    [Fact]
    public async Task Run_Batches_GiveTheRowsOfSingleCallsAtHalfThePrice()
    {
        // A batch asks for its replies in one piece, and in nothing else otherwise.
        _upstream.OnRequest = request => Replies.Of(request with { Body = InOnePiece(request.Json) });
        await using TestJob single = new(_upstream, _store) { Name = "single" };
        await single.RunAsync(Prompts);
        string expected = await single.ExportAsync();
        decimal cost = (await _store.ListJobsAsync(Cancel))[0].CostUsd;
        await using JobStore other = await JobStore.OpenAsync(StoreAddress.Parse("other.db", Folder.Path, mayHoldPassword: false), cancellationToken: Cancel);
        await using TestJob batched = new(_upstream, other, batch: BatchDialect.OpenAi) { Name = "single" };

        await batched.RunBatchesAsync(Prompts, Options);

        Assert.Equal(expected, await batched.ExportAsync());
        Assert.Equal(cost / 2, (await other.ListJobsAsync(Cancel))[0].CostUsd);
    }

    [Fact]
    public async Task Run_Lines_NameOurJobAndShardAndOneModel()
    {
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        await job.RunBatchesAsync(Prompts, Options);

        Assert.All(_batches.Made, batch => Assert.Single(batch.Requests.Select(request => (string?)request.Body["model"]).Distinct()));
        Assert.All(_batches.Made, batch => Assert.All(batch.Requests, request => Assert.Matches("^[A-Za-z0-9_-]{52}$", request.Id)));
        Assert.Equal((await ListAsync()).Select(batch => batch.Id), _batches.Made.Select(batch => (string?)batch.Metadata["fusion_batch"]));
        Assert.All(_batches.Made, batch => Assert.Equal((32, 32), (((string)batch.Metadata["fusion_job"]!).Length, ((string)batch.Metadata["fusion_shard"]!).Length)));
    }

    [Theory]
    [InlineData("expired", false)]
    [InlineData("cancelled", false)]
    [InlineData("expired", true)]
    public async Task Run_BatchThatEndsHalfDone_KeepsWhatIsThereAndSendsOnlyTheRest(string state, bool leavesOut)
    {
        _batches.Plots.Enqueue(new BatchPlot { EndState = state, Answered = 5, LeavesOut = leavesOut });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal(4, result.Snapshot.Done);
        Assert.Equal(16, SizesMade().Sum() - 7);
        Assert.Equal(16, _batches.Made.SelectMany(batch => batch.Requests.Select(request => request.Id[..43])).Distinct().Count());
    }

    [Fact]
    public async Task Run_CompletedWithoutOneAnswer_ReadsTheFailures()
    {
        _batches.Plots.Enqueue(new BatchPlot { HasEmptyIds = true, Reply = (_, _) => UpstreamReply.Error(400, "the prompt is not allowed") });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal((JobEnd.Completed, 4), (result.End, result.Snapshot.Failed));
        Assert.Contains("the prompt is not allowed", Assert.Single(result.Snapshot.Errors).Example, StringComparison.Ordinal);
        Assert.Equal([12], SizesMade());
    }

    [Fact]
    public async Task Run_NoCreditInsideACompletedBatch_EndsLoudlyAndGoesOnWithMore()
    {
        _batches.Plots.Enqueue(new BatchPlot { Reply = (i, _) => i < 2 ? null : UpstreamReply.ErrorBody(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""") });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (_, BatchRound? stopped) = await job.RunBatchesAsync(Prompts, Options);
        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal(BatchRoundEnd.Stopped, stopped!.End);
        Assert.Contains("You exceeded your current quota", stopped.Reason, StringComparison.Ordinal);
        Assert.Equal((4, 0), (result.Snapshot.Done, result.Snapshot.Failed));
        Assert.Equal([12, 10, 4], SizesMade());
    }

    [Fact]
    public async Task Run_LinesThatFailNowAndThen_AreSentAgain()
    {
        _batches.Plots.Enqueue(new BatchPlot { Reply = (i, _) => i % 2 == 0 ? null : UpstreamReply.Error(500) });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal((4, 0), (result.Snapshot.Done, result.Snapshot.Failed));
        Assert.Equal(6 + 16, SizesMade().Sum());
    }

    [Fact]
    public async Task Run_CallThatNeverSucceeds_FailsItsCandidateAfterTheLastAttempt()
    {
        for (int i = 0; i < 10; i++)
            _batches.Plots.Enqueue(new BatchPlot { Reply = (_, body) => (string?)body["model"] == "teacher" && body.ToJsonString().Contains("Question 2", StringComparison.Ordinal) ? UpstreamReply.Error(500, "out of order") : null });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options with { MaxAttempts = 2 });

        Assert.Equal((3, 1), (result.Snapshot.Done, result.Snapshot.Failed));
        Assert.Contains("out of order", Assert.Single(result.Snapshot.Errors).Example, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TooManyTokensEnqueued_WaitsAndSendsLess()
    {
        _batches.Plots.Enqueue(new BatchPlot { RefusedWith = "token_limit_exceeded" });
        _batches.Plots.Enqueue(new BatchPlot { RefusedWith = "token_limit_exceeded" });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal((4, 0), (result.Snapshot.Done, result.Snapshot.Failed));
        Assert.Equal([12, 6, 3], SizesMade().Take(3));
        Assert.Empty(_batches.Files);
    }

    [Theory]
    [InlineData("model_mismatch")]
    [InlineData("billing_hard_limit_reached")]
    public async Task Run_BatchRefusedAsAWhole_SaysWhyAndLosesNothing(string code)
    {
        _batches.Plots.Enqueue(new BatchPlot { RefusedWith = code });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (_, BatchRound? stopped) = await job.RunBatchesAsync(Prompts, Options);
        Assert.Equal((BatchRoundEnd.Stopped, true), (stopped!.End, stopped.Reason!.Contains(code, StringComparison.Ordinal)));
        Assert.Equal(code, (await ListAsync())[0].Reason![^(code.Length + 1)..^1]);
        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal(4, result.Snapshot.Done);
        Assert.Empty(_batches.Files);
    }

    [Fact]
    public async Task Run_OneLineIsWrong_FailsThatCallAndSendsTheOthers()
    {
        _batches.Plots.Enqueue(new BatchPlot { RefusedWith = "invalid_json_line", RefusedLine = 2 });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal(4, result.Snapshot.Done);
        Assert.Equal([12, 11, 4], SizesMade());
        Assert.Equal(1, (await _store.Calls.StatsAsync(Cancel)).Models.Sum(model => model.Failures));
    }

    [Fact]
    public async Task Run_FileSeenLate_IsWaitedFor()
    {
        _batches.LateFiles = 2;
        await using TestJob job = new(_upstream, _store, samples: 1, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(TestJob.Prompts(1), Options);

        Assert.Equal(1, result.Snapshot.Done);
        Assert.Equal(1, Assert.Single(SizesMade()));
    }

    [Fact]
    public async Task Run_FewFilesAllowed_ManyBatchesPass()
    {
        _batches.MaxFiles = 3;
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options with { MaxCalls = 6 });
        (JobResult more, _) = await job.RunBatchesAsync(TestJob.Prompts(8), Options with { MaxCalls = 12 });

        Assert.Equal((4, 8), (result.Snapshot.Done, more.Snapshot.Done));
    }

    [Theory]
    [InlineData(BatchDialect.OpenAi)]
    [InlineData(BatchDialect.Anthropic)]
    public async Task Run_ConnectionBrokenAfterCreation_TakesTheBatchThatIsThere(BatchDialect dialect)
    {
        _batches.Plots.Enqueue(new BatchPlot { BreaksAfterCreation = true });
        if (dialect == BatchDialect.Anthropic)
        {
            // Nothing tells whether one that still runs is ours: it is waited for. Here it ends when it is asked for.
            _batches.EndsByItself = true;
        }

        await using TestJob job = new(_upstream, _store, batch: dialect);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal(4, result.Snapshot.Done);
        Assert.Equal([12, 4], SizesMade());
    }

    [Fact]
    public async Task Run_StoppedWhileItWaits_GoesOnWithTheSameBatch()
    {
        _batches.Plots.Enqueue(new BatchPlot { Questions = 3 });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.RunBatchesAsync(Prompts, Options, batch => stop.Cancel(), stop));
        Assert.Equal(BatchState.Made, Assert.Single(await ListAsync()).State);

        await using TestJob later = new(_upstream, _store, batch: BatchDialect.OpenAi);
        (JobResult result, _) = await later.RunBatchesAsync(Prompts, Options);

        Assert.Equal(4, result.Snapshot.Done);
        Assert.Equal([12, 4], SizesMade());
        Assert.Equal(16, (await _store.ListJobsAsync(Cancel))[0].Calls);
    }

    [Fact]
    public async Task Run_StateThatNobodyKnows_IsToldAndWaitedFor()
    {
        _batches.Plots.Enqueue(new BatchPlot { Questions = 2, RunningState = "pre_schedule" });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);
        List<string?> states = [];

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options, batch => states.Add(batch.RemoteState));

        Assert.Equal(4, result.Snapshot.Done);
        Assert.Contains("pre_schedule", states);
    }

    [Fact]
    public async Task Run_FieldThatTheModelDoesNotTake_IsLeftOutAndAskedAgain()
    {
        _batches.Plots.Enqueue(new BatchPlot { Reply = (_, body) => body.ContainsKey("seed") ? UpstreamReply.ErrorBody(400, """{"error":{"message":"Unsupported parameter: 'seed'","param":"seed"}}""") : null });
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options);

        Assert.Equal((4, 0), (result.Snapshot.Done, result.Snapshot.Failed));
        Assert.DoesNotContain(_batches.Made[1].Requests, request => request.Body.ContainsKey("seed"));
    }

    [Fact]
    public async Task Run_Vllm_WritesAFileAndReadsTheAnswersWhenTheyAreAllThere()
    {
        await using TestJob job = new(_upstream, _store, batch: BatchDialect.Vllm);
        List<string> commands = [];

        (JobResult result, _) = await job.RunBatchesAsync(Prompts, Options, batch =>
        {
            if (batch.State == BatchState.Made)
                commands.Add(batch.RemoteState!);
            if (batch is { State: BatchState.Made, RemoteState: { } state } && state.Contains(" -i ", StringComparison.Ordinal))
                Answer(state.Split(' '));
        });

        Assert.Equal(4, result.Snapshot.Done);
        Assert.Contains("vllm run-batch -i ", commands[0], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Options.Folder));

        static void Answer(string[] words)
        {
            string input = words[Array.IndexOf(words, "-i") + 1];
            File.WriteAllLines(words[Array.IndexOf(words, "-o") + 1], File.ReadAllLines(input).Select(line => new JsonObject
            {
                ["custom_id"] = (string?)JsonNode.Parse(line)!["custom_id"],
                ["response"] = new JsonObject
                {
                    ["status_code"] = 200,
                    ["body"] = JsonNode.Parse("""{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"<fused_answer>\nyes\n</fused_answer>"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"""),
                },
                ["error"] = null,
            }.ToJsonString()));
        }
    }

    [Fact]
    public async Task Run_BudgetThatDoesNotReach_EndsAndGoesOnWithMore()
    {
        await using TestJob poor = new(_upstream, _store, batch: BatchDialect.OpenAi) { Options = new() { Budget = new BudgetLimits { MaxCostUsd = 0.5m } } };
        (JobResult spent, _) = await poor.RunBatchesAsync(Prompts, Options);
        decimal cost = (await _store.ListJobsAsync(Cancel))[0].CostUsd;
        await using TestJob rich = new(_upstream, _store, batch: BatchDialect.OpenAi);

        (JobResult result, _) = await rich.RunBatchesAsync(Prompts, Options);

        Assert.Equal(JobEnd.BudgetSpent, spent.End);
        Assert.InRange(cost, 0, 0.5m);
        Assert.Equal(4, result.Snapshot.Done);
        Assert.Equal(16, SizesMade().Sum());
    }

    private static string InOnePiece(JsonObject body)
    {
        body.Remove("stream");
        body.Remove("stream_options");
        return body.ToJsonString();
    }

    private int[] SizesMade() => [.. _batches.Made.Select(batch => batch.Requests.Count)];

    private async Task<IReadOnlyList<BatchSummary>> ListAsync() => await (await _store.FindJobAsync("test", Cancel))!.ListBatchesAsync(Cancel);
}
