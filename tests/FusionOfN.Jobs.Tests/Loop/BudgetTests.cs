using System.Text;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs.Tests;

/// <summary>Budgets of every size: never passed, and what they leave over is bought with more.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private const int Items = 12;
    private const int Samples = 3;

    private readonly JobFolder _folder = new();
    private JobStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_RandomBudgets_AreNeverPassedAndTheRestIsBoughtWithMore()
    {
        Random random = new(13);
        for (int i = 0; i < 40; i++)
        {
            // A call costs 1 to 40 answer tokens; 40 are reserved. All calls of a job cost about 48 * 20 tokens.
            decimal budget = Math.Round((decimal)random.NextDouble() * 1.2m, 3);
            int seed = random.Next();
            string name = $"job{i}";
            using ScriptedChatClient client = Client(seed);

            JobResult poor = await RunAsync(name, seed, client, new BudgetLimits { MaxCostUsd = budget });

            Assert.True(poor.Snapshot.CostUsd <= budget, $"{poor.Snapshot.CostUsd} of {budget}");
            Assert.True(poor.End == JobEnd.Completed ? poor.Snapshot.Done == Items : poor.End == JobEnd.BudgetSpent && poor.Snapshot.Done < Items, $"{poor.End} {poor.Snapshot.Done}");

            JobResult rich = await RunAsync(name, seed, client, new BudgetLimits());
            Assert.Equal((JobEnd.Completed, Items), (rich.End, rich.Snapshot.Done));
            Assert.Equal(Items * (Samples + 1), client.Calls.Count);
            Assert.Equal(client.Calls.Sum(call => 0.001m * TokensOf(seed, call)), rich.Snapshot.CostUsd);
        }
    }

    [Fact]
    public async Task Run_LimitOfCalls_HoldsOverAllRuns()
    {
        using ScriptedChatClient client = Client(1);

        JobResult first = await RunAsync("calls", 1, client, new BudgetLimits { MaxCalls = 20 });
        JobResult second = await RunAsync("calls", 1, client, new BudgetLimits { MaxCalls = 20 });
        JobResult third = await RunAsync("calls", 1, client, new BudgetLimits { MaxCalls = 48 });

        Assert.Equal((JobEnd.BudgetSpent, JobEnd.BudgetSpent, JobEnd.Completed), (first.End, second.End, third.End));
        Assert.InRange(first.Snapshot.Calls + second.Snapshot.Calls, 16, 20);
        Assert.Equal(48, client.Calls.Count);
    }

    private static int TokensOf(int seed, ScriptedCall call) => 1 + (int)((uint)HashCode(seed, call) % 40);

    // The same reply to the same call, whichever run sends it.
    private static int HashCode(int seed, ScriptedCall call)
    {
        int hash = seed;
        foreach (char letter in string.Concat(call.Messages.Select(message => message.Text)) + call.Options?.Seed)
            hash = unchecked((hash * 31) + letter);
        return hash;
    }

    private static ScriptedChatClient Client(int seed)
    {
        ScriptedChatClient client = new();
        client.OnCall = call => new ScriptedReply
        {
            Text = $"<fused_answer>answer {HashCode(seed, call)}</fused_answer>",
            Usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = TokensOf(seed, call) },
        };
        return client;
    }

    private async Task<JobResult> RunAsync(string name, int seed, ScriptedChatClient client, BudgetLimits budget)
    {
        await using JobLog log = await _store.OpenJobAsync(new JobDefinition(name, seed, []), Cancel);
        JobCalls calls = new(_store.Calls, new JobCallsOptions { Concurrency = 4 });
        JobLoop<string> loop = await JobLoop<string>.CreateAsync(log, calls, new JobLoopOptions { Budget = budget }, Cancel);
        ChatModel model = calls.Wrap(new ChatModel("model", client) { Options = new ChatOptions { MaxOutputTokens = 40 }, Price = new Price(0, 1_000) });
        Recipe recipe = new("test", new Panel(new PanelMember(model, Samples)), new FusionAggregator([model]));
        return await loop.RunAsync(
            Enumerable.Range(0, Items).Select(i => $"{name} question {i}").ToAsyncEnumerable(),
            prompt => ContentHash.Of(Encoding.UTF8.GetBytes(prompt)),
            async (prompt, item, cancellationToken) =>
            {
                FusionRequest request = new([new ChatMessage(ChatRole.User, prompt)]);
                CandidatePool pool = await item.SampleAsync(recipe, request, cancellationToken);
                FusionOutcome fused = await item.CompleteAsync(recipe, request with { Candidates = pool.Candidates }, cancellationToken);
                return ItemOutcome.Done(Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(fused.Answer)));
            });
    }
}
