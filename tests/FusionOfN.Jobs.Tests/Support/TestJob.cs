using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Providers;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs.Tests;

/// <summary>A job as a door makes one: prompts are sampled from a real server, fused by another model of it, and kept.</summary>
internal sealed class TestJob : IAsyncDisposable
{
    private readonly Endpoint _endpoint;

    public TestJob(FakeUpstream upstream, JobStore store, int samples = 3, BatchDialect? batch = null)
    {
        Store = store;
        Samples = samples;
        _endpoint = new Endpoint(new EndpointOptions
        {
            Name = "fake",
            Kind = batch switch { BatchDialect.Anthropic => EndpointKind.Anthropic, BatchDialect.Azure => EndpointKind.Azure, _ => EndpointKind.OpenAi },
            BaseUrl = batch == BatchDialect.Azure ? new Uri($"{upstream.Url}openai/deployments/{{model}}") : upstream.OpenAiUrl,
            ApiVersion = batch == BatchDialect.Azure ? "2024-10-21" : null,
            Batch = batch,
            MaxConcurrency = 64,
            Retry = new EndpointRetry { MaxRetries = 0 },
            Breaker = new EndpointBreaker { MinimumAttempts = 1_000 },
        });
    }

    public JobStore Store { get; }

    public int Samples { get; init; }

    public string Fusor { get; init; } = "fusor";

    public string Name { get; init; } = "test";

    public JobCallsOptions Calls { get; init; } = new() { Concurrency = 8 };

    public JobLoopOptions Options { get; init; } = new();

    public IReadOnlyList<JobSetting> Settings { get; init; } = [new("recipe", "test")];

    public Quorum Quorum { get; init; } = new() { Grace = TimeSpan.FromMinutes(1) };

    /// <summary>Called with each item before it is worked on.</summary>
    public Func<ItemContext, Task>? OnItem { get; init; }

    public static IReadOnlyList<string> Prompts(int count) => [.. Enumerable.Range(0, count).Select(i => $"Question {i}?")];

    public async Task<JobResult> RunAsync(IReadOnlyList<string> prompts, CancellationTokenSource? drain = null, CancellationTokenSource? stop = null)
    {
        await using JobLog log = await Store.OpenJobAsync(new JobDefinition(Name, 7, Settings), TestContext.Current.CancellationToken);
        return await RunAsync(log, prompts, drain, stop);
    }

    /// <summary>Runs the job and its batches in turn until nothing waits, as a door does.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="options">How batches are sent.</param>
    /// <param name="changed">Told how batches stand.</param>
    /// <param name="stop">Ends it while it waits.</param>
    /// <returns>How the last run ended, and why the batches did.</returns>
    public async Task<(JobResult Job, BatchRound? Batches)> RunBatchesAsync(
        IReadOnlyList<string> prompts, JobBatchesOptions options, Action<BatchSummary>? changed = null, CancellationTokenSource? stop = null)
    {
        await using JobLog log = await Store.OpenJobAsync(new JobDefinition(Name, 7, Settings), TestContext.Current.CancellationToken);
        JobCalls calls = new(Store.Calls, Calls with { UsesBatches = true });
        JobBatches batches = new(log, calls, options);
        while (true)
        {
            JobResult result = await RunAsync(log, prompts, calls: calls);
            Passes++;
            if (result.Snapshot.Parked == 0 && result.End != JobEnd.BudgetSpent)
                return (result, null);
            BatchRound round = await batches.RunAsync(changed, stop?.Token ?? TestContext.Current.CancellationToken);
            if (round.End != BatchRoundEnd.Answered)
                return (result, round);
        }
    }

    /// <summary>How often the job was run by <see cref="RunBatchesAsync"/>.</summary>
    public int Passes { get; private set; }

    public async Task<JobResult> RunAsync(JobLog log, IReadOnlyList<string> prompts, CancellationTokenSource? drain = null, CancellationTokenSource? stop = null, JobCalls? calls = null)
    {
        calls ??= new JobCalls(Store.Calls, Calls);
        JobLoop<string> loop = await JobLoop<string>.CreateAsync(log, calls, Options, TestContext.Current.CancellationToken);
        ChatModel teacher = calls.Wrap(Model("teacher"));
        FusionAggregator fusion = new([calls.Wrap(Model(Fusor))]);
        Recipe recipe = new("test", new Panel(new PanelMember(teacher, Samples)), fusion) { Quorum = Quorum };
        return await loop.RunAsync(
            prompts.ToAsyncEnumerable(),
            prompt => ContentHash.Of([new ChatMessage(ChatRole.User, prompt)]),
            async (prompt, item, cancellationToken) =>
            {
                if (OnItem is not null)
                    await OnItem(item);
                FusionRequest request = new([new ChatMessage(ChatRole.User, prompt)]);
                CandidatePool pool = await item.SampleAsync(recipe, request, cancellationToken);
                if (pool.Usable.Count == 0)
                    return ItemOutcome.Failed("no_candidate", pool.Candidates[0].Failure?.Reason ?? "none", Row(prompt, pool, ""));
                FusionOutcome fused = await item.CompleteAsync(recipe, request with { Candidates = pool.Candidates }, cancellationToken);
                return ItemOutcome.Done(Row(prompt, pool, fused.Answer));
            },
            drain?.Token ?? default,
            stop?.Token ?? default);
    }

    /// <summary>The rows in order, one a line: what an export would be made of.</summary>
    public async Task<string> ExportAsync()
    {
        JobLog log = (await Store.FindJobAsync(Name, TestContext.Current.CancellationToken))!;
        StringBuilder text = new();
        await foreach (ItemRow row in log.ReadAsync(cancellationToken: TestContext.Current.CancellationToken))
            text.Append(CultureInfo.InvariantCulture, $"{row.Position}").Append(' ').Append(row.State).Append(' ').Append(Encoding.UTF8.GetString(row.Row.Span)).Append('\n');
        return text.ToString();
    }

    public ValueTask DisposeAsync()
    {
        _endpoint.Dispose();
        return ValueTask.CompletedTask;
    }

    private ChatModel Model(string name) => new(name, _endpoint.GetChatClient(name))
    {
        Options = new ChatOptions { MaxOutputTokens = 64 },
        Price = new Price(1_000, 1_000),
    };

    private static byte[] Row(string prompt, CandidatePool pool, string answer) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["prompt"] = prompt,
        ["candidates"] = new JsonArray([.. pool.Candidates.Select(candidate => (JsonNode)$"{candidate.State}: {candidate.Text}")]),
        ["answer"] = answer,
    }.ToJsonString());
}
