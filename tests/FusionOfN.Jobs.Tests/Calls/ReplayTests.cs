using System.Text.Json;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs.Tests;

/// <summary>What is replayed folds into the same as what was bought, costs nothing, and is bought once also by those who ask together.</summary>
public sealed class ReplayTests : IAsyncDisposable
{
    private static readonly Dictionary<string, ScriptedReply> Kinds = new()
    {
        ["text"] = new() { Text = "It is four, as 𝟚 + 2 is.\u2028\0", Usage = Usage(), Pieces = ["It is ", "four, as \uD835", "\uDFDA + 2 is.\u2028\0"] },
        ["reasoning"] = new() { Text = "four", Reasoning = "two and two", Usage = Usage() },
        ["reasoning in the text"] = new() { Pieces = ["<thi", "nk>two and two</think>", "four"] },
        ["cut off"] = new() { Text = "It is", FinishReason = ChatFinishReason.Length, Usage = Usage() },
        ["empty"] = new() { Text = "" },
        ["filtered"] = new() { Text = "It", FinishReason = ChatFinishReason.ContentFilter },
        ["refusal"] = new() { Contents = [new ErrorContent("I will not.") { ErrorCode = "Refusal" }] },
        ["tool call"] = new() { Contents = [new FunctionCallContent("c1", "add", new Dictionary<string, object?> { ["a"] = 2, ["b"] = JsonElement.Parse("[1,{\"x\":null}]") })], FinishReason = ChatFinishReason.ToolCalls },
        ["broken tool call"] = new() { Contents = [new FunctionCallContent("c1", "add") { Exception = new JsonException("no object") }], FinishReason = ChatFinishReason.ToolCalls },
        ["left out"] = new() { Text = "four", ModelId = "gpt-2026", AdditionalProperties = new() { [FusionProperties.LeftOut] = "seed", [FusionProperties.CostUsd] = 0.25m } },
    };

    private readonly JobFolder _folder = new();
    private readonly ScriptedChatClient _client = new("unused", "gpt");
    private JobStore? _store;

    public static TheoryData<string> AllKinds => [.. Kinds.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Replay_EveryKindOfReply_FoldsIntoTheSame(string kind)
    {
        _client.Enqueue(Kinds[kind]);
        JobCalls calls = await OpenAsync();

        Candidate bought = await SampleAsync(calls);
        Candidate replayed = await SampleAsync(new JobCalls(calls.Store));

        Assert.Single(_client.Calls);
        Assert.Equal(Text(bought), Text(replayed));
        Assert.Equal(bought.ToolCalls.Select(call => JsonSerializer.Serialize(call.Arguments)), replayed.ToolCalls.Select(call => JsonSerializer.Serialize(call.Arguments)));

        static string Text(Candidate candidate) => JsonSerializer.Serialize(candidate, ReceiptJson.Options);
    }

    [Fact]
    public async Task Replay_Call_CostsNothingAndTakesNothingOfABudget()
    {
        _client.Enqueue(new ScriptedReply { Text = "four", Usage = Usage(), AdditionalProperties = new() { [FusionProperties.CostUsd] = 0.25m } });
        JobCalls calls = await OpenAsync();
        Budget budget = new(new BudgetLimits { MaxCostUsd = 1, AssumedPrice = new Price(1, 1) });

        FusionOutcome bought = await RunAsync(calls, budget);
        Assert.Equal((0.25m, CostSource.Provider), (bought.Receipt.Calls[0].CostUsd!.Value, bought.Receipt.Calls[0].CostSource));
        FusionOutcome replayed = await RunAsync(calls, budget);

        CallRecord record = Assert.Single(replayed.Receipt.Calls);
        Assert.Equal((0m, CostSource.Store, true, 12L), (record.CostUsd!.Value, record.CostSource, record.IsReplayed, record.InputTokens!.Value));
        Assert.Equal(0m, replayed.Receipt.Usage.CostUsd);
        Assert.Equal((0.25m, 1), (budget.SpentUsd, budget.CommittedCalls));
    }

    [Fact]
    public async Task Call_FailureThatMayPass_IsNoAnswer()
    {
        _client.Enqueue(
            ScriptedReply.Failing(new HttpRequestException("busy")),
            new ScriptedReply { Contents = [new ErrorContent("overloaded")] },
            new ScriptedReply { Text = "half", Error = new IOException("cut"), ErrorAfterPieces = 1 },
            "four");
        JobCalls calls = await OpenAsync();

        CallState[] states = [(await SampleAsync(calls)).State, (await SampleAsync(calls)).State, (await SampleAsync(calls)).State, (await SampleAsync(calls)).State, (await SampleAsync(calls)).State];

        Assert.Equal([CallState.Failed, CallState.Failed, CallState.Failed, CallState.Ok, CallState.Ok], states);
        Assert.Equal(4, _client.Calls.Count);
    }

    [Fact]
    public async Task Call_FailureThatStays_IsToldAgain()
    {
        HttpRequestException exception = new("the request is bad");
        exception.Data[FusionProperties.FailureKind] = "BadRequest";
        exception.Data[FusionProperties.StatusCode] = 400;
        _client.Enqueue(ScriptedReply.Failing(exception));
        JobCalls calls = await OpenAsync();

        Candidate first = await SampleAsync(calls);
        Candidate again = await SampleAsync(calls);

        Assert.Single(_client.Calls);
        Assert.Equal((CallState.Failed, "bad_request", 400), (again.State, again.Failure!.Kind, again.Failure.StatusCode!.Value));
        Assert.Equal(first.Failure!.Reason, again.Failure.Reason);
    }

    [Fact]
    public async Task Calls_EqualAndTogether_AreSentOnce()
    {
        TaskCompletionSource gate = new();
        _client.Enqueue(new ScriptedReply { Text = "four", Gate = gate.Task });
        JobCalls calls = await OpenAsync();

        Task<Candidate>[] all = [.. Enumerable.Range(0, 20).Select(_ => SampleAsync(calls))];
        await _client.Meter.WaitForOpenAsync(1, Cancel);
        gate.SetResult();

        Assert.All(await Task.WhenAll(all), candidate => Assert.Equal("four", candidate.Text));
        Assert.Single(_client.Calls);
    }

    [Fact]
    public async Task Calls_FirstIsGivenUp_TheNextIsSent()
    {
        _client.Enqueue(ScriptedReply.Hanging, "four");
        JobCalls calls = await OpenAsync();
        using CancellationTokenSource giveUp = new();

        Task<Candidate> first = SampleAsync(calls, giveUp.Token);
        await _client.Meter.WaitForOpenAsync(1, Cancel);
        Task<Candidate> second = SampleAsync(calls);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("four", (await second).Text);
        Assert.Equal(2, _client.Calls.Count);
    }

    [Fact]
    public async Task Calls_MoreThanPlaces_WaitTheirTurn()
    {
        _client.OnCall = call => $"answer {call.Index}";
        JobCalls calls = new((await OpenAsync()).Store, new JobCallsOptions { Concurrency = 2 });
        ChatModel model = calls.Wrap(new ChatModel("member", _client));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => model.Client.GetResponseAsync($"question {i}", cancellationToken: Cancel)));

        Assert.Equal(30, _client.Calls.Count);
        Assert.InRange(_client.Meter.MaxOpen, 1, 2);
    }

    private static UsageDetails Usage() => new()
    {
        InputTokenCount = 12,
        OutputTokenCount = 5,
        TotalTokenCount = 17,
        CachedInputTokenCount = 3,
        ReasoningTokenCount = 2,
        AdditionalCounts = new() { ["audio"] = 1 },
    };

    private async Task<JobCalls> OpenAsync() => new((_store = await JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel)).Calls);

    private async Task<Candidate> SampleAsync(JobCalls calls, CancellationToken? cancel = null) => (await RunAsync(calls, null, cancel)).Pool.Candidates[0];

    private Task<FusionOutcome> RunAsync(JobCalls calls, Budget? budget, CancellationToken? cancel = null)
    {
        Recipe recipe = new("test", new Panel(new PanelMember(calls.Wrap(new ChatModel("member", _client)))), new FirstAggregator()) { Seed = 1 };
        return new FusionEngine(recipe).CompleteAsync(
            new FusionRequest([new ChatMessage(ChatRole.User, "What is 2 + 2?")]) { SharedBudgets = budget is null ? [] : [budget] }, cancel ?? Cancel);
    }
}
