using System.ComponentModel;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FusionOfN.Tests;

public sealed class FusionChatClientTests
{
    [Fact]
    public async Task UseFusion_SelfFusion_SamplesTheWrappedClientAndFusesWithIt()
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseFusion(o => { o.Samples = 5; o.Seed = 1; }).Build();

        var response = await client.GetResponseAsync("Name a city.", cancellationToken: Runs.Cancellation);

        Assert.Equal("fused", response.Text);
        Assert.Equal(6, inner.Calls.Count);
        var receipt = response.GetFusionReceipt()!;
        Assert.Equal((5, FusionStatus.Full), (receipt.Answered, receipt.Status));
        Assert.Equal(0.7f, inner.Calls.First(call => !IsFusing(call)).Options!.Temperature);
        Assert.Null(inner.Calls.Single(IsFusing).Options!.Temperature);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Fact]
    public async Task Streaming_Pieces_AreTheAnswerAndTheReceiptRidesOnTheEnd()
    {
        using var client = new ChatClientBuilder(SelfFusing()).UseFusion(o => o.Samples = 3).Build();

        var updates = await client.GetStreamingResponseAsync("Name a city.", cancellationToken: Runs.Cancellation).ToListAsync(Runs.Cancellation);

        Assert.Equal("fused", string.Concat(updates.Select(update => update.Text)));
        var whole = updates.ToChatResponse();
        Assert.Equal("fused", Assert.Single(whole.Messages).Text);
        Assert.Equal(3, whole.GetFusionReceipt()!.Answered);
        Assert.NotNull(whole.Usage);
    }

    [Fact]
    public async Task Usage_OfEveryCall_IsSummed()
    {
        ScriptedReply paid = new() { Text = "x", Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 3 } };
        ScriptedChatClient member = new(paid, "m");
        ScriptedChatClient fusor = new(Runs.Marked("y") with { Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 20 } }, "f");
        FusionOptions options = new() { Prices = new PriceList([new("m", new Price(1, 2)), new("f", new Price(10, 20))]) };
        using FusionChatClient client = new(Panel.OfOne(member, 4), fusor, options);

        var response = await client.GetResponseAsync("?", cancellationToken: Runs.Cancellation);

        Assert.Equal((140L, 32L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        var usage = response.GetFusionReceipt()!.Usage;
        Assert.Equal((((4 * ((10m * 1) + (3m * 2))) + (100m * 10) + (20m * 20)) / 1_000_000m, 1.0), (usage.CostUsd, usage.CostCoverage));
    }

    [Fact]
    public async Task NobodyAnswers_Exception_NamesEveryMembersReasonAndHasTheReceipt()
    {
        Panel panel = new(
            new PanelMember(Runs.Model("a", new ScriptedChatClient("", "a"))),
            new PanelMember(Runs.Model("b", new ScriptedChatClient(ScriptedReply.Failing(new InvalidOperationException("no credit")), "b"))));
        using FusionChatClient client = new(panel, new ScriptedChatClient("x"));

        var exception = await Assert.ThrowsAsync<FusionException>(() => client.GetResponseAsync("?", cancellationToken: Runs.Cancellation));

        Assert.Contains("a: empty", exception.Message, StringComparison.Ordinal);
        Assert.Contains("b: failed, no credit", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.Receipt!.Calls.Count);
    }

    [Fact]
    public async Task UseDistributedCache_Inside_KeepsNSamplesApart()
    {
        var next = 0;
        ScriptedChatClient inner = new() { OnCall = call => IsFusing(call) ? Runs.Marked("fused") : $"sample {Interlocked.Increment(ref next)}" };
        using var client = new ChatClientBuilder(inner).UseFusion(o => { o.Samples = 4; o.Seed = 3; }).UseDistributedCache(Cache()).Build();

        var first = await client.GetResponseAsync("Name a city.", cancellationToken: Runs.Cancellation);
        var second = await client.GetResponseAsync("Name a city.", cancellationToken: Runs.Cancellation);

        Assert.Equal(4, first.GetFusionReceipt()!.Calls.Where(call => call.Role == CallRole.Panel).Select(call => call.TextHash).Distinct().Count());
        Assert.Equal(4, inner.Calls.Count(call => !IsFusing(call)));
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task UseDistributedCache_Outside_AHitStillHasItsReceipt()
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseDistributedCache(Cache()).UseFusion(o => o.Samples = 2).Build();

        var first = await client.GetResponseAsync("Name a city.", cancellationToken: Runs.Cancellation);
        var second = await client.GetResponseAsync("Name a city.", cancellationToken: Runs.Cancellation);

        Assert.Equal(3, inner.Calls.Count);
        Assert.Equal(first.GetFusionReceipt()!.RunId, second.GetFusionReceipt()!.RunId);
        Assert.Equal(3, second.GetFusionReceipt()!.Calls.Count);
    }

    [Fact]
    public async Task UseFunctionInvocation_Outside_ToolCallsAreVotedAndTheAnswerIsFusedOnce()
    {
        var asked = 0;
        ScriptedChatClient inner = new()
        {
            OnCall = call => IsFusing(call) ? Runs.Marked("It is sunny in Oslo.")
                : call.Messages.Any(message => message.Role == ChatRole.Tool) ? $"Sunny, says sample {call.Index}."
                : new ScriptedReply
                {
                    Contents = [new FunctionCallContent($"call-{call.Index}", "weather", new Dictionary<string, object?> { ["city"] = call.Options!.Seed == 1 ? "Rome" : "Oslo" })],
                    FinishReason = ChatFinishReason.ToolCalls,
                },
        };
        var weather = AIFunctionFactory.Create(([Description("city")] string city) => { asked++; return $"{city}: sunny"; }, "weather");
        using var client = new ChatClientBuilder(inner).UseFunctionInvocation().UseFusion(o => { o.Samples = 3; o.Seed = 1; }).Build();

        var response = await client.GetResponseAsync("Weather in Oslo?", new ChatOptions { Tools = [weather] }, Runs.Cancellation);

        Assert.Equal("It is sunny in Oslo.", response.Text);
        Assert.Equal(1, asked);
        Assert.Single(inner.Calls, IsFusing);
        var result = inner.Calls.SelectMany(call => call.Messages).SelectMany(message => message.Contents).OfType<FunctionResultContent>().First();
        Assert.Equal("Oslo: sunny", result.Result!.ToString());
    }

    [Fact]
    public async Task UseOpenTelemetry_Around_SeesOneChatAndItsUsage()
    {
        ScriptedChatClient inner = SelfFusing();
        using var client = new ChatClientBuilder(inner).UseOpenTelemetry(sourceName: "around").UseFusion(o => o.Samples = 2).UseOpenTelemetry(sourceName: "inside").Build();
        List<string> spans = [];
        using System.Diagnostics.ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name is "around" or "inside",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = activity => { lock (spans) spans.Add(activity.Source.Name); },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);

        await client.GetResponseAsync("Name a city.", cancellationToken: Runs.Cancellation);

        Assert.Equal(1, spans.Count(name => name == "around"));
        Assert.Equal(3, spans.Count(name => name == "inside"));
    }

    [Fact]
    public async Task AddFusion_Services_ResolveAClientOverThePanel()
    {
        ServiceCollection services = new();
        services.AddKeyedSingleton<IChatClient>("a", new ScriptedChatClient("one", "a"));
        services.AddKeyedSingleton<IChatClient>("b", new ScriptedChatClient("two", "b"));
        services.AddFusion(
            provider => new Panel(
                new PanelMember(new ChatModel("a", provider.GetRequiredKeyedService<IChatClient>("a"))),
                new PanelMember(new ChatModel("b", provider.GetRequiredKeyedService<IChatClient>("b")))),
            configure: options => options.Aggregator = new FirstAggregator());
        await using var provider = services.BuildServiceProvider();

        var response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("?", cancellationToken: Runs.Cancellation);

        Assert.Equal("one", response.Text);
        Assert.Equal(["a", "b"], response.GetFusionReceipt()!.Calls.Select(call => call.RequestedModel).Order());
    }

    [Fact]
    public void Options_OutOfRange_AreAllListed()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            new ChatClientBuilder(new ScriptedChatClient()).UseFusion(o => { o.Samples = 0; o.Temperature = 9; o.Name = ""; }).Build());

        Assert.All(["Samples", "Temperature", "Name"], name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Dispose_OnlyTheWrappedClient_IsDisposed()
    {
        ScriptedChatClient wrapped = new();
        ScriptedChatClient member = new();
        new ChatClientBuilder(wrapped).UseFusion().Build().Dispose();
        new FusionChatClient(Panel.OfOne(member, 2), member).Dispose();

        Assert.True(wrapped.IsDisposed);
        Assert.False(member.IsDisposed);
    }

    private static ScriptedChatClient SelfFusing() => new() { OnCall = call => IsFusing(call) ? Runs.Marked("fused") : $"sample {call.Index}" };

    private static bool IsFusing(ScriptedCall call) => call.LastText.Contains("fused_answer", StringComparison.Ordinal);

    private static MemoryDistributedCache Cache() => new(Options.Create(new MemoryDistributedCacheOptions()));
}
