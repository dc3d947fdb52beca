// The library, piece by piece. It runs without a model: a client with scripted answers stands in for one, as it would in your tests.
using FusionOfN;
using Microsoft.Extensions.AI;

using ScriptedModel model = new();
await FuseAsync(model);
await StreamAsync(model);
await UseToolsAsync(model);
await UseSchemaAsync(model);
await MixAsync(model);
await VoteAsync(model);
await FailAsync();

static async Task FuseAsync(IChatClient yourChatClient)
{
    #region fuse
    IChatClient client = new ChatClientBuilder(yourChatClient)
        .UseFusion(fusion => { fusion.Samples = 5; fusion.Budget = new BudgetLimits { MaxCalls = 8 }; })
        .Build();

    ChatResponse response = await client.GetResponseAsync("Why is the sky blue?");
    FusionReceipt receipt = response.GetFusionReceipt()!;
    Console.WriteLine($"{response.Text}\n{receipt.Status}: {receipt.Answered} of {receipt.Asked} candidates");
    #endregion

    #region receipt
    foreach (CallRecord call in receipt.Calls)
        Console.WriteLine($"{call.Role} {call.RequestedModel}: {call.State}, {call.OutputTokens} tokens");
    Console.WriteLine($"degraded: {receipt.Degraded}, copied from the candidates: {receipt.CopyRate:P0}");
    #endregion
}

static async Task StreamAsync(IChatClient yourChatClient)
{
    IChatClient client = new ChatClientBuilder(yourChatClient).UseFusion().Build();

    #region stream
    List<ChatResponseUpdate> updates = [];
    await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Why is the sky blue?"))
    {
        Console.Write(update.Text);
        updates.Add(update);
    }

    Console.WriteLine($"\n{updates.ToChatResponse().GetFusionReceipt()!.Status}");
    #endregion
}

static async Task UseToolsAsync(IChatClient yourChatClient)
{
    #region tools
    AIFunction weather = AIFunctionFactory.Create((string city) => $"It rains in {city}.", "weather");
    IChatClient client = new ChatClientBuilder(yourChatClient)
        .UseFunctionInvocation()      // outside: it runs the calls that came out of the vote
        .UseFusion()                  // inside: every member proposes calls
        .Build();

    ChatResponse response = await client.GetResponseAsync("What is the weather in Oslo?", new ChatOptions { Tools = [weather] });
    Console.WriteLine(response.Text);
    #endregion
}

static async Task UseSchemaAsync(IChatClient yourChatClient)
{
    IChatClient client = new ChatClientBuilder(yourChatClient).UseFusion().Build();

    #region structured
    ChatResponse<City> response = await client.GetResponseAsync<City>("The capital of Japan, as JSON");
    Console.WriteLine(response.Result.Name);
    #endregion
}

static async Task MixAsync(IChatClient one)
{
    IChatClient other = one;

    #region mix
    Panel panel = new(
        new PanelMember(new ChatModel("one", one), Samples: 3),
        new PanelMember(new ChatModel("other", other), Samples: 2));
    using FusionChatClient client = new(panel, fusor: one, new FusionOptions
    {
        Quorum = new Quorum { Min = 3, Grace = TimeSpan.FromSeconds(5) },
    });
    #endregion

    Console.WriteLine((await client.GetResponseAsync("Why is the sky blue?")).Text);
}

static async Task VoteAsync(IChatClient yourChatClient)
{
    #region vote
    PanelMember member = new(new ChatModel("model", yourChatClient), Samples: 5);
    IAggregator vote = Aggregators.Create(AggregatorNames.MajorityVote, new AggregatorParts { Extractor = AnswerExtractors.Create("number") });
    FusionEngine engine = new(new Recipe("vote", new Panel(member), vote));

    FusionOutcome outcome = await engine.CompleteAsync(new FusionRequest([new ChatMessage(ChatRole.User, "What is 6 times 7?")]));
    Console.WriteLine($"{outcome.Answer} (candidate {outcome.Receipt.Selected} of {outcome.Pool.Candidates.Count})");
    #endregion
}

static async Task FailAsync()
{
    using ScriptedModel broken = new(fails: true);
    IChatClient client = new ChatClientBuilder(broken).UseFusion(fusion => fusion.Samples = 2).Build();

    #region fail
    try
    {
        await client.GetResponseAsync("Why is the sky blue?");
    }
    catch (FusionException exception)
    {
        Console.WriteLine(exception.Message);
        Console.WriteLine($"{exception.Receipt!.Calls.Count} calls, all failed");
    }
    #endregion
}

internal sealed record City(string Name);

#region scripted
/// <summary>A model for tests: it answers from a script and knows the fusor's prompt by its marks.</summary>
internal sealed class ScriptedModel(bool fails = false) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (fails)
            throw new HttpRequestException("no such server");
        List<ChatMessage> conversation = [.. messages];
        string asked = conversation[^1].Text;
        string answer = conversation.SelectMany(message => message.Contents).OfType<FunctionResultContent>().FirstOrDefault()?.Result?.ToString()
            ?? (conversation.Exists(message => message.Text.Contains("as JSON", StringComparison.Ordinal)) ? "{\"name\":\"Tokyo\"}"
                : asked.Contains("6 times 7", StringComparison.Ordinal) ? "6 × 7 = 42"
                : "Air scatters blue light.");
        ChatMessage reply =
            asked.Contains("<fused_answer>", StringComparison.Ordinal) ? new(ChatRole.Assistant, $"<fused_answer>\n{answer}\n</fused_answer>")
            : options?.Tools is { Count: > 0 } && answer[0] == 'A' ? new(ChatRole.Assistant, [new FunctionCallContent("1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo" })])
            : new(ChatRole.Assistant, answer);
        return Task.FromResult(new ChatResponse(reply) { Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 6 } });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ChatResponseUpdate update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
#endregion
