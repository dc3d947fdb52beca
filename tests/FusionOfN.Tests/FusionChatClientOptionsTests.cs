using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

/// <summary>What of a request's options reaches the models, and what is refused because it cannot be asked of N samples.</summary>
public sealed class FusionChatClientOptionsTests
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create((string city) => $"{city}: sunny", "weather");

    [Theory]
    [InlineData(0f)]
    [InlineData(1.3f)]
    public async Task Temperature_OfTheRequest_WinsOverTheDefault(float asked)
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseFusion(o => o.Samples = 2).Build();

        await client.GetResponseAsync("?", new ChatOptions { Temperature = asked }, Runs.Cancellation);

        Assert.All(inner.Calls, call => Assert.Equal(asked, call.Options!.Temperature));
    }

    [Fact]
    public async Task Temperature_OfAMember_WinsOverTheRequest()
    {
        ScriptedChatClient own = new("a", "a"), open = new("b", "b"), fusor = new(Runs.Marked("c"), "f");
        Panel panel = new(new PanelMember(new ChatModel("a", own) { Options = new ChatOptions { Temperature = 0.1f } }), new PanelMember(new ChatModel("b", open)));
        using FusionChatClient client = new(panel, fusor);

        await client.GetResponseAsync("?", new ChatOptions { Temperature = 0.9f }, Runs.Cancellation);

        Assert.Equal([0.1f, 0.9f, 0.9f], [TemperatureOf(own), TemperatureOf(open), TemperatureOf(fusor)]);

        static float? TemperatureOf(ScriptedChatClient client) => Assert.Single(client.Calls).Options!.Temperature;
    }

    [Fact]
    public async Task Defaults_OfAModel_FillOnlyWhatNobodySet()
    {
        ScriptedChatClient inner = new("a");
        ChatModel model = new("m", inner)
        {
            Options = new ChatOptions { TopK = 3 },
            Defaults = new ChatOptions { TopK = 9, TopP = 0.5f, MaxOutputTokens = 7, StopSequences = ["x"], AdditionalProperties = new() { ["k"] = "default", ["d"] = 1 } },
        };

        await Runs.CompleteAsync(
            Runs.Recipe(new Panel(new PanelMember(model))),
            new FusionRequest(Runs.Ask()) { Options = new ChatOptions { TopP = 0.25f, AdditionalProperties = new() { ["k"] = "asked" } } });

        var options = Assert.Single(inner.Calls).Options!;
        Assert.Equal((3, 0.25f, 7, "x"), (options.TopK, options.TopP, options.MaxOutputTokens, Assert.Single(options.StopSequences!)));
        Assert.Equal(("asked", 1), (options.AdditionalProperties!["k"], options.AdditionalProperties["d"]));
    }

    [Fact]
    public async Task ModelId_OfTheRequest_ReachesSamplesAndFusorAndTheReceipt()
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseFusion(o => { o.Samples = 3; o.Prices = new PriceList([new("small", new Price(1, 1)), new("large", new Price(10, 10))]); }).Build();

        var response = await client.GetResponseAsync("?", new ChatOptions { ModelId = "large" }, Runs.Cancellation);

        Assert.Equal(4, inner.Calls.Count);
        Assert.All(inner.Calls, call => Assert.Equal("large", call.Options!.ModelId));
        Assert.All(response.GetFusionReceipt()!.Calls, call => Assert.Equal("large", call.RequestedModel));
        Assert.Equal("large", response.ModelId);
    }

    [Fact]
    public async Task ModelId_AnotherFusor_KeepsItsOwnModel()
    {
        ScriptedChatClient member = new("a", "small"), fusor = new(Runs.Marked("b"), "f");
        using FusionChatClient client = new(Panel.OfOne(member, 2), fusor);

        await client.GetResponseAsync("?", new ChatOptions { ModelId = "large" }, Runs.Cancellation);

        Assert.All(member.Calls, call => Assert.Equal("large", call.Options!.ModelId));
        Assert.Null(Assert.Single(fusor.Calls).Options!.ModelId);
    }

    [Fact]
    public async Task ModelId_OfTheClientItself_LeavesTheModelsToThePanel()
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseFusion(o => { o.Samples = 2; o.Name = "ours"; }).Build();

        await client.GetResponseAsync("?", new ChatOptions { ModelId = "ours" }, Runs.Cancellation);

        Assert.All(inner.Calls, call => Assert.Null(call.Options!.ModelId));
    }

    [Fact]
    public async Task ModelId_ForSeveralClients_IsRefusedBeforeAnythingIsAsked()
    {
        ScriptedChatClient a = new("a", "a"), b = new("b", "b");
        using FusionChatClient client = new(new Panel(new PanelMember(new ChatModel("a", a)), new PanelMember(new ChatModel("b", b))), a);

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync("?", new ChatOptions { ModelId = "large" }, Runs.Cancellation));

        Assert.Contains("'large'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ChatModel.Options", exception.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (a.Calls.Count, b.Calls.Count));
    }

    [Fact]
    public async Task ModelId_ForARecipe_IsRefused()
    {
        using FusionChatClient client = new(new FusionEngine(Runs.Recipe(Runs.PanelOf("a", "b"))));

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync("?", new ChatOptions { ModelId = "large" }, Runs.Cancellation));

        Assert.Contains("recipe 'test'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("fused", (await client.GetResponseAsync("?", new ChatOptions { ModelId = "test" }, Runs.Cancellation)).Text);
    }

    [Fact]
    public async Task ConversationId_IsRefused_WithTheMend()
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseFusion().Build();
        ChatOptions options = new() { ConversationId = "conv_1" };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync("?", options, Runs.Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetStreamingResponseAsync("?", options, Runs.Cancellation).ToListAsync(Runs.Cancellation).AsTask());

        Assert.Contains("send the whole conversation as messages", exception.Message, StringComparison.Ordinal);
        Assert.Empty(inner.Calls);
    }

    [Fact]
    public async Task BackgroundResponses_AreRefused()
    {
        using var client = new ChatClientBuilder(SelfFusing()).UseFusion().Build();
#pragma warning disable MEAI001 // Experimental, and refused all the same.
        ChatOptions options = new() { AllowBackgroundResponses = true };
#pragma warning restore MEAI001

        await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync("?", options, Runs.Cancellation));
    }

    [Fact]
    public void UseFusion_Twice_IsRefused()
    {
        var builder = new ChatClientBuilder(SelfFusing()).UseFusion().UseOpenTelemetry().UseFusion();

        var exception = Assert.Throws<InvalidOperationException>(() => builder.Build());

        Assert.Contains("call UseFusion once", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseFunctionInvocation_BelowUseFusion_IsRefused()
    {
        var builder = new ChatClientBuilder(SelfFusing()).UseFusion().UseFunctionInvocation();

        var exception = Assert.Throws<InvalidOperationException>(() => builder.Build());

        Assert.Contains("call UseFunctionInvocation before UseFusion", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_AMemberThatInvokesThem_IsRefused()
    {
        ScriptedChatClient inner = SelfFusing();
        using var invoking = new ChatClientBuilder(inner).UseFunctionInvocation().Build();
        using FusionChatClient client = new(Panel.OfOne(invoking, 3, "agent"), inner);

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync("?", new ChatOptions { Tools = [Weather] }, Runs.Cancellation));

        Assert.Contains("'agent'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("once per sample", exception.Message, StringComparison.Ordinal);
        Assert.Empty(inner.Calls);
        Assert.Equal("fused", (await client.GetResponseAsync("?", cancellationToken: Runs.Cancellation)).Text);
    }

    [Fact]
    public async Task Failure_OfTheClients_IsTheInnerException()
    {
        HttpRequestException thrown = new("connection refused");
        using var client = new ChatClientBuilder(new ScriptedChatClient(ScriptedReply.Failing(thrown))).UseFusion(o => o.Samples = 2).Build();

        var exception = await Assert.ThrowsAsync<FusionException>(() => client.GetResponseAsync("?", cancellationToken: Runs.Cancellation));

        Assert.Same(thrown, exception.InnerException);
        Assert.All(exception.Receipt!.Calls, call => Assert.Same(thrown, call.Failure!.Exception));
        Assert.DoesNotContain("xception", ReceiptJson.Write(exception.Receipt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_OfAFusorInTheMiddle_IsTheInnerException()
    {
        InvalidOperationException thrown = new("cut");
        ScriptedChatClient fusor = new(Runs.Marked("a long answer that breaks off") with { Pieces = ["<fused_answer>\nHel", "lo wor", "ld"], Error = thrown, ErrorAfterPieces = 2 }, "f");
        using FusionChatClient client = new(Runs.PanelOf("a", "b"), fusor);

        var exception = await Assert.ThrowsAsync<FusionException>(() => client.GetStreamingResponseAsync("?", cancellationToken: Runs.Cancellation).ToListAsync(Runs.Cancellation).AsTask());

        Assert.Same(thrown, exception.InnerException);
    }

    [Fact]
    public async Task Usage_AdditionalCounts_AreSummedAndUnknownOnesAbsent()
    {
        ScriptedReply counted = new()
        {
            Text = "a",
            Usage = new UsageDetails { InputTokenCount = 10, CachedInputTokenCount = 2, AdditionalCounts = new() { ["cache_write_tokens"] = 5 } },
        };
        using FusionChatClient client = new(Panel.OfOne(new ScriptedChatClient(counted, "m"), 3), new ScriptedChatClient(Runs.Marked("y"), "f"));

        var usage = (await client.GetResponseAsync("?", cancellationToken: Runs.Cancellation)).Usage!;
        var streamed = (await client.GetStreamingResponseAsync("?", cancellationToken: Runs.Cancellation).ToChatResponseAsync(Runs.Cancellation)).Usage!;

        Assert.All([usage, streamed], sums =>
        {
            Assert.Equal((30L, 6L, 15L), (sums.InputTokenCount, sums.CachedInputTokenCount, sums.AdditionalCounts!["cache_write_tokens"]));
            Assert.Equal(default((long?, long?, long?)), (sums.OutputTokenCount, sums.TotalTokenCount, sums.ReasoningTokenCount));
        });
    }

    private static readonly ChatResponseFormat OneNumber = ChatResponseFormat.ForJsonSchema(
        System.Text.Json.JsonDocument.Parse("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}""").RootElement, "one");

    [Fact]
    public async Task ResponseFormat_AVoteForWhatDoesNotFit_IsRepairedOrTheFittingCandidateIsTaken()
    {
        ScriptedChatClient writer = new("still oops", "w");
        Panel panel = new(Runs.PanelOf("oops", "oops", "```json\n{\"a\":2}\n```").Members);
        using FusionChatClient client = new(panel, writer, new FusionOptions { Aggregator = new MajorityVoteAggregator(AnswerExtractors.Create("exact")) });

        var response = await client.GetResponseAsync("?", new ChatOptions { ResponseFormat = OneNumber }, Runs.Cancellation);
        var streamed = await client.GetStreamingResponseAsync("?", new ChatOptions { ResponseFormat = OneNumber }, Runs.Cancellation).ToChatResponseAsync(Runs.Cancellation);

        Assert.Equal(("{\"a\":2}", "{\"a\":2}"), (response.Text, streamed.Text));
        Assert.Equal(FusionStatus.Fallback, response.GetFusionReceipt()!.Status);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"a\":1")]
    public async Task ResponseFormat_JsonThatNobodyGives_IsAnErrorThatSaysSo(string answer)
    {
        using var client = new ChatClientBuilder(new ScriptedChatClient(answer, "m")).UseFusion(o => { o.Samples = 2; o.Aggregator = new FirstAggregator(); }).Build();

        var exception = await Assert.ThrowsAsync<FusionException>(() => client.GetResponseAsync("?", new ChatOptions { ResponseFormat = ChatResponseFormat.Json }, Runs.Cancellation));

        Assert.Equal(FusionFailure.WrongFormat, exception.Receipt!.Failure);
        Assert.Contains("did not fit the format asked for", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResponseFormat_TextThatIsAskedFor_IsHeldToNothing()
    {
        using var client = new ChatClientBuilder(SelfFusing()).UseFusion(o => o.Samples = 2).Build();

        Assert.Equal("fused", (await client.GetResponseAsync("?", new ChatOptions { ResponseFormat = ChatResponseFormat.Text }, Runs.Cancellation)).Text);
    }

    [Fact]
    public async Task ResponseFormat_SchemaThatLeadsInACircle_IsRefusedBeforeAnythingIsAsked()
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseFusion().Build();
        var schema = System.Text.Json.JsonDocument.Parse("""{"not":{"$ref":"#"}}""").RootElement;

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => client.GetResponseAsync("?", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "x") }, Runs.Cancellation));

        Assert.Contains("ChatOptions.ResponseFormat: ", exception.Message, StringComparison.Ordinal);
        Assert.Empty(inner.Calls);
    }

    [Fact]
    public async Task ResponseFormat_OfATypedRequest_ComesBackAsThatType()
    {
        ScriptedChatClient inner = new(model: "small") { OnCall = call => call.LastText.Contains("fused_answer", StringComparison.Ordinal) ? Runs.Marked("{\"name\":\"Oslo\",\"people\":3}") : $"sample {call.Index}" };
        using var client = new ChatClientBuilder(inner).UseFusion(o => o.Samples = 2).Build();

        var response = await client.GetResponseAsync<City>("?", cancellationToken: Runs.Cancellation);

        Assert.Equal(new City("Oslo", 3), response.Result);
    }

    private sealed record City(string Name, int People);

    [Fact]
    public async Task Writer_OfAUsersOwnAggregator_DecidesBetweenToolCallsAndRepairsFormats()
    {
        ScriptedChatClient writer = new() { OnCall = call => call.LastText.Contains("Choice:", StringComparison.Ordinal) ? "Choice: 2" : "{}" };
        Own aggregator = new(new ChatModel("w", writer));
        Recipe recipe = new("own", Runs.PanelOf("a", "b"), aggregator);

        var repaired = await Runs.CompleteAsync(recipe, new FusionRequest(Runs.Ask()) { AnswerCheck = new Empty() });
        Candidate[] tied = [Calling(0, "Oslo"), Calling(1, "Rome")];
        var decided = await Runs.CompleteAsync(recipe, new FusionRequest(Runs.Ask()) { Candidates = tied });

        Assert.Equal(("{}", "w"), (repaired.Answer, repaired.Receipt.Writer));
        Assert.Equal("weather", Assert.Single(decided.ToolCalls).Name);
        Assert.Equal(2, writer.Calls.Count);

        static Candidate Calling(int index, string city) => new(index, "m", CallState.Ok, "")
        {
            ToolCalls = [new FunctionCallContent("c", "weather", new Dictionary<string, object?> { ["city"] = city })],
        };
    }

    private sealed class Own(ChatModel writer) : IAggregator
    {
        public string Name => "own";

        public ChatModel? Writer => writer;

        public IReadOnlyList<ChatModel> Models => [writer];

        public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
            AggregationContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield return new Aggregated("my own words");
        }
    }

    private sealed class Empty : IAnswerCheck
    {
        public AnswerVerdict Check(string answer, CancellationToken cancellationToken) => answer == "{}" ? AnswerVerdict.Fits(answer) : AnswerVerdict.Wrong("it must be {}.");
    }

    private static ScriptedChatClient SelfFusing() => new(model: "small") { OnCall = call => call.LastText.Contains("fused_answer", StringComparison.Ordinal) ? Runs.Marked("fused") : $"sample {call.Index}" };
}
