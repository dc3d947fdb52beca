using System.Text.Json;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace FusionOfN.Tests;

/// <summary>Mistakes at the library's door: each is named before a model is asked.</summary>
public sealed class FusionChatClientMisuseTests
{
    public static TheoryData<string, string, ChatOptions> Values => new()
    {
        { "no room", "ChatOptions.MaxOutputTokens is 0", new ChatOptions { MaxOutputTokens = 0 } },
        { "less than none", "ChatOptions.MaxOutputTokens is -1", new ChatOptions { MaxOutputTokens = -1 } },
        { "no temperature", "ChatOptions.Temperature is no finite number", new ChatOptions { Temperature = float.NaN } },
        { "no share", "ChatOptions.TopP is no finite number", new ChatOptions { TopP = float.PositiveInfinity } },
        { "no name", "ChatOptions.ModelId is blank", new ChatOptions { ModelId = " " } },
        { "no stop", "ChatOptions.StopSequences holds a null", new ChatOptions { StopSequences = ["END", null!] } },
        { "no tool", "ChatOptions.Tools holds a null", new ChatOptions { Tools = [null!] } },
        { "no schema", "ChatOptions.ResponseFormat: it holds no JSON", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(default(JsonElement)) } },
        { "schema gone", "give a Clone of its element", new ChatOptions { ResponseFormat = Disposed() } },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task Options_ValueThatNoModelTakes_IsRefusedBeforeAnythingIsAsked(string kind, string problem, ChatOptions options)
    {
        ScriptedChatClient inner = new("answer");
        using var client = new ChatClientBuilder(inner).UseFusion().Build();

        var whole = await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync("?", options, Runs.Cancellation));
        var streamed = await Assert.ThrowsAsync<ArgumentException>(() => client.GetStreamingResponseAsync("?", options, Runs.Cancellation).ToChatResponseAsync(Runs.Cancellation));

        Assert.Contains(problem, whole.Message, StringComparison.Ordinal);
        Assert.Equal(whole.Message, streamed.Message);
        Assert.True(inner.Calls.Count == 0, kind);
    }

    [Fact]
    public async Task Messages_WithANull_AreRefused()
    {
        using var client = new ChatClientBuilder(new ScriptedChatClient("answer")).UseFusion().Build();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, "?"), null!], cancellationToken: Runs.Cancellation));

        Assert.Contains("A message of the conversation is null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_WithoutAModelOrClient_IsRefused()
    {
        Assert.Contains("no model", Assert.Throws<ArgumentException>(() => new Panel((PanelMember)null!)).Message, StringComparison.Ordinal);
        Assert.Contains("no model", Assert.Throws<ArgumentException>(() => new Panel(new PanelMember(null!))).Message, StringComparison.Ordinal);
        Assert.Contains("no client", Assert.Throws<ArgumentException>(() => new Panel(new PanelMember(new ChatModel("a", null!)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_PartsThatAreNull_AreAllNamed()
    {
        FusionOptions options = new() { Quorum = null!, Invocation = null!, Budget = null!, Prices = null!, TimeProvider = null! };

        var exception = Assert.Throws<ArgumentException>(() => new FusionChatClient(Runs.PanelOf("a"), new ScriptedChatClient("f"), options));

        Assert.All(["Quorum", "Invocation", "Budget", "Prices", "TimeProvider"], name => Assert.Contains($"The {name} field is required", exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Fusor_ThatIsAFusion_IsRefused()
    {
        using var fusion = new ChatClientBuilder(new ScriptedChatClient("answer")).UseFusion().Build();

        var exception = Assert.Throws<ArgumentException>(() => new FusionChatClient(Runs.PanelOf("a", "b"), fusion));

        Assert.Contains("give a single model as the fusor", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFusion_PanelThatIsNull_IsNamed()
    {
        ServiceCollection services = new();
        services.AddFusion(_ => null!);
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IChatClient>());

        Assert.Contains("return a panel", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Each turn has a receipt of its own; the one of the response is that of its answer.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Receipt_OfAResponseThatCalledTools_IsThatOfTheAnswer(bool isStreamed)
    {
        ScriptedChatClient inner = new()
        {
            OnCall = call => call.Messages.Any(message => message.Text.Contains("# Candidates", StringComparison.Ordinal)) ? Runs.Marked("It is sunny.")
                : call.Messages.Any(message => message.Role == ChatRole.Tool) ? "Sunny."
                : new ScriptedReply { Contents = [new FunctionCallContent("1", "weather")], FinishReason = ChatFinishReason.ToolCalls },
        };
        using var client = new ChatClientBuilder(inner).UseFunctionInvocation().UseFusion(o => o.Samples = 3).Build();
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create(() => "sunny", "weather")] };

        var response = isStreamed
            ? await client.GetStreamingResponseAsync("?", options, Runs.Cancellation).ToChatResponseAsync(Runs.Cancellation)
            : await client.GetResponseAsync("?", options, Runs.Cancellation);

        Assert.Equal("It is sunny.", response.Text);
        Assert.Contains(response.GetFusionReceipt()!.Calls, call => call.Role == CallRole.Fusor);
    }

    private static ChatResponseFormatJson Disposed()
    {
        using var document = JsonDocument.Parse("""{"type":"object"}""");
        return ChatResponseFormat.ForJsonSchema(document.RootElement);
    }
}
