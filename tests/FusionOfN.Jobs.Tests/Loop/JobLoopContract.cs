using FusionOfN.Testing;

namespace FusionOfN.Jobs.Tests;

/// <summary>What holds of jobs wherever they are kept.</summary>
public abstract class JobLoopContract
{
    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract StoreAddress Address { get; }

    [Fact]
    public async Task Run_NewJob_EachItemHasItsRowInOrderAndEveryCallIsMadeOnce()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        await using TestJob job = new(upstream, store);

        JobResult result = await job.RunAsync(TestJob.Prompts(40));

        Assert.Equal((JobEnd.Completed, 40, 0L), (result.End, result.Snapshot.Done, result.Snapshot.Waiting));
        Assert.Equal(40 * 4, upstream.Requests.Count);
        Assert.Equal((160, 0), (result.Snapshot.Calls, result.Snapshot.ReplayedCalls));
        Assert.InRange(upstream.Meter.MaxOpen, 1, 8);
        string[] lines = (await job.ExportAsync()).TrimEnd('\n').Split('\n');
        Assert.Equal(40, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            Assert.StartsWith($"{i} Done ", lines[i], StringComparison.Ordinal);
            Assert.Contains($"\"Question {i}?\"", lines[i], StringComparison.Ordinal);
            Assert.Contains("\"answer\":\"Fused fusor ", lines[i], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_FinishedJobAgain_CallsNothingAndChangesNothing()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        await using TestJob job = new(upstream, store);
        await job.RunAsync(TestJob.Prompts(20));
        string before = await job.ExportAsync();

        JobResult again = await job.RunAsync(TestJob.Prompts(20));

        Assert.Equal((JobEnd.Completed, 20, 0L), (again.End, again.Snapshot.Done, again.Snapshot.Ended));
        Assert.Equal(80, upstream.Requests.Count);
        Assert.Equal(before, await job.ExportAsync());
    }

    [Fact]
    public async Task Run_OneRowChangedOneAddedOneMoved_OnlyNewContentsAreBought()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        await using TestJob job = new(upstream, store);
        List<string> prompts = [.. TestJob.Prompts(20)];
        await job.RunAsync(prompts);

        prompts[3] = "Another question?";
        (prompts[5], prompts[9]) = (prompts[9], prompts[5]);
        prompts.Insert(0, "One before all?");
        prompts.RemoveAt(prompts.Count - 1);
        JobResult again = await job.RunAsync(prompts);

        Assert.Equal((20L, 2L), (again.Snapshot.Done, again.Snapshot.Ended));
        Assert.Equal(80 + 8, upstream.Requests.Count);
        string[] lines = (await job.ExportAsync()).TrimEnd('\n').Split('\n');
        Assert.Equal(prompts, lines.Select(line => System.Text.Json.Nodes.JsonNode.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..])!["prompt"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Run_SameContentSeveralTimes_EachOccurrenceIsAnItemOfItsOwn()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        await using TestJob job = new(upstream, store);
        string[] prompts = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? "Again?" : $"Question {i}?")];

        JobResult result = await job.RunAsync(prompts);
        JobResult again = await job.RunAsync([.. prompts.Append("Again?")]);

        Assert.Equal((30L, 31L, 1L), (result.Snapshot.Done, again.Snapshot.Done, again.Snapshot.Ended));
        JobLog log = (await store.FindJobAsync("test", Cancel))!;
        List<string> ids = [];
        await foreach (ItemRow row in log.ReadAsync(cancellationToken: Cancel))
            ids.Add(row.Id);
        Assert.Equal(31, ids.Distinct().Count());
        Assert.EndsWith(".11", ids[30], StringComparison.Ordinal);

        // Each has a seed of its own, so that its candidates are new ones.
        Assert.Equal(31 * 4, upstream.Requests.Count);
    }

    [Fact]
    public async Task Run_MoreSamplesOrAnotherFusor_BuysOnlyWhatIsNew()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        await using (TestJob five = new(upstream, store, samples: 5))
            await five.RunAsync(TestJob.Prompts(10));
        Assert.Equal(60, upstream.Requests.Count);

        await using (TestJob eight = new(upstream, store, samples: 8) { Name = "eight" })
            await eight.RunAsync(TestJob.Prompts(10));
        Assert.Equal(60 + (10 * (3 + 1)), upstream.Requests.Count);

        await using (TestJob other = new(upstream, store, samples: 5) { Name = "other", Fusor = "other" })
        {
            JobResult result = await other.RunAsync(TestJob.Prompts(10));
            Assert.Equal((10L, 50L), (result.Snapshot.Calls, result.Snapshot.ReplayedCalls));
        }

        Assert.Equal(100 + 10, upstream.Requests.Count);
    }

    [Fact]
    public async Task Run_WithoutTheStore_CallsAgainAndStillBooksWhatItCost()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        JobCallsOptions options = new() { UsesStore = false };
        await using (TestJob first = new(upstream, store) { Calls = options })
            await first.RunAsync(TestJob.Prompts(5));
        await using (TestJob second = new(upstream, store) { Calls = options, Name = "second" })
            await second.RunAsync(TestJob.Prompts(5));

        Assert.Equal(40, upstream.Requests.Count);
        Assert.Equal(0, (await store.Calls.StatsAsync(Cancel)).Calls);
        Assert.All(await store.ListJobsAsync(Cancel), job => Assert.Equal((20L, 0.3m), (job.Calls, job.CostUsd)));
    }

    [Fact]
    public async Task Run_Stopped_WaitsAndGoesOnInTheSameBytes()
    {
        await using FakeUpstream undisturbed = await StartAsync();
        await using JobStore store = await OpenAsync();
        string expected;
        await using (TestJob whole = new(undisturbed, store) { Name = "whole", Calls = new() { UsesStore = false } })
        {
            await whole.RunAsync(TestJob.Prompts(30));
            expected = await whole.ExportAsync();
        }

        await using FakeUpstream upstream = await StartAsync();
        using CancellationTokenSource stop = new();
        int requests = 0;
        upstream.OnRequest = request =>
        {
            if (Interlocked.Increment(ref requests) == 50)
                stop.Cancel();
            return Replies.Of(request);
        };
        await using TestJob job = new(upstream, store);
        JobResult first = await job.RunAsync(TestJob.Prompts(30), stop: stop);
        Assert.Equal(JobEnd.Stopped, first.End);
        Assert.NotEqual(0, first.Snapshot.Total - first.Snapshot.Done ?? 1);

        JobResult second = await job.RunAsync(TestJob.Prompts(30));

        Assert.Equal((JobEnd.Completed, 30L), (second.End, second.Snapshot.Done));
        Assert.Equal(expected, await job.ExportAsync());
        Assert.InRange(upstream.Requests.Count, 120, 120 + 8);
        Assert.Equal(undisturbed.Requests.Select(request => request.Body).Order(), upstream.Requests.Select(request => request.Body).Distinct().Order());
    }

    [Fact]
    public async Task Run_Drained_EndsWhatHasBegunAndNothingElse()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        using CancellationTokenSource drain = new();
        int requests = 0;
        upstream.OnRequest = request =>
        {
            if (Interlocked.Increment(ref requests) == 40)
                drain.Cancel();
            return Replies.Of(request);
        };
        await using TestJob job = new(upstream, store);

        JobResult result = await job.RunAsync(TestJob.Prompts(500), drain);

        Assert.Equal(JobEnd.Drained, result.End);
        Assert.Equal(upstream.Requests.Count, result.Snapshot.Done * 4);
        Assert.Equal(0, upstream.Meter.Aborted);
        Assert.InRange(result.Snapshot.Done, 10, 60);
    }

    [Fact]
    public async Task Run_BudgetSpent_IsNeverPassedAndMoreMoneyGoesOn()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();

        // 15 tokens a call at a thousandth of a dollar each, 64 answer tokens reserved: an item costs 6 cents.
        await using TestJob poor = new(upstream, store) { Options = new() { Budget = new BudgetLimits { MaxCostUsd = 2m } } };
        JobResult spent = await poor.RunAsync(TestJob.Prompts(100));
        Assert.Equal(JobEnd.BudgetSpent, spent.End);
        Assert.Contains("$2", spent.Reason, StringComparison.Ordinal);
        Assert.InRange(spent.Snapshot.CostUsd, 1m, 2m);
        Assert.Equal(upstream.Requests.Count * 0.015m, spent.Snapshot.CostUsd);

        // The same budget is spent already.
        JobResult same = await poor.RunAsync(TestJob.Prompts(100));
        Assert.Equal(JobEnd.BudgetSpent, same.End);
        Assert.True(upstream.Requests.Count * 0.015m <= 2m);

        await using TestJob rich = new(upstream, store) { Options = new() { Budget = new BudgetLimits { MaxCostUsd = 20m } } };
        JobResult rest = await rich.RunAsync(TestJob.Prompts(100));
        Assert.Equal((JobEnd.Completed, 100L, 6m), (rest.End, rest.Snapshot.Done, rest.Snapshot.CostUsd));
        Assert.Equal(400, upstream.Requests.Count);
    }

    [Fact]
    public async Task Run_EndpointDead_EndsLoudlyAndNothingIsLost()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        int requests = 0;
        upstream.OnRequest = request => Interlocked.Increment(ref requests) <= 60 ? Replies.Of(request) : UpstreamReply.Error(503, "gone");
        await using TestJob job = new(upstream, store) { Calls = new() { Concurrency = 8, MaxFailuresInARow = 5 } };

        JobResult down = await job.RunAsync(TestJob.Prompts(50));

        Assert.Equal(JobEnd.EndpointDown, down.End);
        Assert.Contains("gone", down.Reason, StringComparison.Ordinal);
        Assert.InRange(requests, 60, 60 + 5 + 16);
        Assert.Equal(0, down.Snapshot.Failed);

        upstream.OnRequest = Replies.Of;
        JobResult rest = await job.RunAsync(TestJob.Prompts(50));
        Assert.Equal((JobEnd.Completed, 50L), (rest.End, rest.Snapshot.Done));
        Assert.DoesNotContain("Failed:", await job.ExportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeyRefused_EndsAtTheFirstCall()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        upstream.OnRequest = _ => UpstreamReply.Error(401, "no such key");
        await using TestJob job = new(upstream, store);

        JobResult result = await job.RunAsync(TestJob.Prompts(50));

        Assert.Equal((JobEnd.EndpointDown, 0L, 0L), (result.End, result.Snapshot.Done, result.Snapshot.Failed));
        Assert.InRange(upstream.Requests.Count, 1, 16);
    }

    [Fact]
    public async Task Run_RequestThatIsRefused_FailsOnceAndIsTriedAgainOnlyWhenAsked()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        upstream.OnRequest = request => request.Body.Contains("Question 3?", StringComparison.Ordinal) ? UpstreamReply.Error(400, "such things are not asked") : Replies.Of(request);
        await using TestJob job = new(upstream, store);
        JobResult first = await job.RunAsync(TestJob.Prompts(10));
        Assert.Equal((JobEnd.Completed, 9L, 1L), (first.End, first.Snapshot.Done, first.Snapshot.Failed));
        JobErrorGroup group = Assert.Single(first.Snapshot.Errors);
        Assert.Equal(("no_candidate", 1L), (group.Kind, group.Items));
        Assert.Contains("such things", group.Example, StringComparison.Ordinal);
        int before = upstream.Requests.Count;

        // Another job over the same rows is told the same without asking.
        await using (TestJob second = new(upstream, store) { Name = "second" })
            Assert.Equal(1, (await second.RunAsync(TestJob.Prompts(10))).Snapshot.Failed);
        await job.RunAsync(TestJob.Prompts(10));
        Assert.Equal(before, upstream.Requests.Count);

        upstream.OnRequest = Replies.Of;
        await using (JobLog log = await store.OpenJobAsync(new JobDefinition("test", 7, job.Settings), Cancel))
            Assert.Equal((0L, 1L), (await log.RetryAsync(["other_kind"], Cancel), await log.RetryAsync(cancellationToken: Cancel)));
        JobResult retried = await job.RunAsync(TestJob.Prompts(10));
        Assert.Equal((10L, 0L), (retried.Snapshot.Done, retried.Snapshot.Failed));
        Assert.Equal(before + 4, upstream.Requests.Count);
    }

    [Fact]
    public async Task Run_InterruptedAfterAFailureThatMayPass_TakesTheSameRoadAgain()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        using CancellationTokenSource stop = new();

        // The second sample fails, then the fusor is asked, and the job is stopped while it answers.
        string? failing = null;
        upstream.OnRequest = request =>
        {
            if (request.Model == "teacher" && Interlocked.CompareExchange(ref failing, request.Body, null) is null)
                return UpstreamReply.Error(503, "busy");
            if (request.Model == "teacher")
                return Replies.Of(request);
            stop.Cancel();
            return UpstreamReply.Hanging;
        };
        await using TestJob job = new(upstream, store);
        Assert.Equal(JobEnd.Stopped, (await job.RunAsync(TestJob.Prompts(1), stop: stop)).End);

        upstream.OnRequest = Replies.Of;
        JobResult result = await job.RunAsync(TestJob.Prompts(1));

        Assert.Equal((JobEnd.Completed, 1L), (result.End, result.Snapshot.Done));
        Assert.Contains("Failed: ", await job.ExportAsync(), StringComparison.Ordinal);
        Assert.Equal(1, upstream.Requests.Count(request => request.Body == failing));
        Assert.Equal(3 + 2, upstream.Requests.Count);
        Assert.Single(upstream.Requests.Where(request => request.Model == "fusor").Select(request => request.Body).Distinct());
    }

    [Fact]
    public async Task OpenJob_OtherSettings_SaysWhatDiffers()
    {
        await using JobStore store = await OpenAsync();
        JobDefinition begun = new("test", 7, [new("teachers", "a, b"), new("budget", "5", MayChange: true), new("languages", "en")]);
        await (await store.OpenJobAsync(begun, Cancel)).DisposeAsync();

        await (await store.OpenJobAsync(begun with { Settings = [new("teachers", "a, b"), new("budget", "50", MayChange: true), new("languages", "en")] }, Cancel)).DisposeAsync();
        JobChangedException changed = await Assert.ThrowsAsync<JobChangedException>(
            () => store.OpenJobAsync(new JobDefinition("test", 8, [new("teachers", "a, c"), new("budget", "5", MayChange: true), new("judge", "j")]), Cancel));

        Assert.Contains("the seed was 7 and is 8", changed.Message, StringComparison.Ordinal);
        Assert.Contains("'teachers' was 'a, b' and is 'a, c'", changed.Message, StringComparison.Ordinal);
        Assert.Contains("'judge' was not set and is 'j'", changed.Message, StringComparison.Ordinal);
        Assert.Contains("'languages' was 'en' and is not set", changed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("budget", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenJob_HeldByAnother_SaysByWhom()
    {
        await using JobStore store = await OpenAsync();
        await using JobStore other = await OpenAsync();
        JobDefinition job = new("test", 7, []);
        JobLog held = await store.OpenJobAsync(job, Cancel);

        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => other.OpenJobAsync(job, Cancel));
        await using (await other.OpenJobAsync(job with { Name = "another" }, Cancel))
        {
        }

        Assert.Equal(StoreFault.Locked, refused.Fault);
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
        await held.DisposeAsync();
        await (await other.OpenJobAsync(job, Cancel)).DisposeAsync();
    }

    [Fact]
    public async Task Store_StatsExportPrune_ShowAndFreeWhatIsKept()
    {
        await using FakeUpstream upstream = await StartAsync();
        await using JobStore store = await OpenAsync();
        await using TestJob job = new(upstream, store);
        await job.RunAsync(TestJob.Prompts(10));

        CallStoreStats stats = await store.Calls.StatsAsync(Cancel);
        Assert.Equal(40, stats.Calls);
        Assert.Equal(["fusor", "teacher"], stats.Models.Select(model => model.Model).Order());
        ModelCallStats teacher = stats.Models.Single(model => model.Model == "teacher");
        Assert.Equal((30L, 300L, 150L, 0.45m), (teacher.Calls, teacher.InputTokens, teacher.OutputTokens, teacher.CostUsd));
        Assert.True(stats.Bytes > teacher.Bytes);

        List<StoredCallRow> rows = [];
        await foreach (StoredCallRow row in store.Calls.ExportAsync(Cancel))
            rows.Add(row);
        Assert.Equal(40, rows.Select(row => row.Key).Distinct().Count());
        Assert.All(rows, row => Assert.Contains("contents", System.Text.Encoding.UTF8.GetString(row.Json.Span), StringComparison.Ordinal));

        Assert.Equal(10, await store.Calls.PruneAsync(new PruneRule { Model = "fusor" }, Cancel));
        Assert.Equal(0, await store.Calls.PruneAsync(new PruneRule { OnlyFailures = true }, Cancel));
        Assert.Equal(0, await store.Calls.PruneAsync(new PruneRule { Before = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Cancel));
        Assert.Equal(0, await store.Calls.PruneAsync(new PruneRule { MaxBytes = 1_000_000 }, Cancel));
        Assert.Equal(30, await store.Calls.PruneAsync(new PruneRule { MaxBytes = 0 }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Calls.PruneAsync(new PruneRule(), Cancel));

        // The results are kept apart from the calls.
        Assert.Equal(10, (await job.RunAsync(TestJob.Prompts(10))).Snapshot.Done);
        Assert.Equal(40, upstream.Requests.Count);
    }

    private protected static async Task<FakeUpstream> StartAsync()
    {
        FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = Replies.Of;
        return upstream;
    }

    private protected Task<JobStore> OpenAsync() => JobStore.OpenAsync(Address, cancellationToken: Cancel);
}
