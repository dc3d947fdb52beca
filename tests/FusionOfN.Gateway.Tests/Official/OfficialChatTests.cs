using System.ClientModel;
using FusionOfN.Testing;
using OpenAI.Chat;

namespace FusionOfN.Gateway.Tests.Official;

/// <summary>The official OpenAI client on chat completions.</summary>
public sealed class OfficialChatTests
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "weather", "The weather of a city", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    [Fact]
    public async Task CompleteChat_Recipe_GivesTheFusedAnswerAndTheUsageOfAllCalls()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Paris, on the Seine.");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ChatClient client = OfficialClient.For(gateway).GetChatClient("fusion/default");

        ChatCompletion answer = await client.CompleteChatAsync([new UserChatMessage("Capital of France?")], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("Paris, on the Seine.", answer.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal("f", answer.Model);
        Assert.Equal(4 * 15, answer.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task CompleteChatStreaming_Recipe_GivesPiecesThatMakeTheAnswerAndOneFinishReason()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        ClientPace pace = new();
        upstream.OnRequest = request => Replies.IsFusing(request) ? Replies.InPieces(pace, "Paris lies on the Seine,", " and has done so for a while.") : "Paris";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ChatClient client = OfficialClient.For(gateway).GetChatClient("fusion");

        List<StreamingChatCompletionUpdate> updates = [];
        await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync([new UserChatMessage("Capital of France?")], cancellationToken: TestContext.Current.CancellationToken))
        {
            updates.Add(update);
            if (update.ContentUpdate.Count > 0)
                pace.Note();
        }

        Assert.Equal("Paris lies on the Seine, and has done so for a while.", string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Equal([ChatFinishReason.Stop], updates.Where(update => update.FinishReason is not null).Select(update => update.FinishReason!.Value));
        Assert.Equal(60, updates[^1].Usage?.TotalTokenCount);
    }

    [Fact]
    public async Task CompleteChat_ToolsThatThePanelWants_GivesOneTurnOfCallsAndThenAnAnswer()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Body.Contains("\"tool\"", StringComparison.Ordinal) ? Replies.Of(request, "It rains in Oslo.") : ToolReplies.Call("Oslo", $"call_{request.Model}");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ChatClient client = OfficialClient.For(gateway).GetChatClient("fusion");
        List<ChatMessage> messages = [new UserChatMessage("Weather in Oslo?")];

        ChatCompletion turn = await client.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { Weather } }, TestContext.Current.CancellationToken);
        ChatToolCall call = Assert.Single(turn.ToolCalls);
        messages.Add(new AssistantChatMessage(turn));
        messages.Add(new ToolChatMessage(call.Id, "rain, 4 degrees"));
        ChatCompletion answer = await client.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { Weather } }, TestContext.Current.CancellationToken);

        Assert.Equal(ChatFinishReason.ToolCalls, turn.FinishReason);
        Assert.Equal("weather", call.FunctionName);
        Assert.Equal("""{"city":"Oslo"}""", call.FunctionArguments.ToString());
        Assert.Equal("It rains in Oslo.", answer.Content[0].Text);
    }

    [Fact]
    public async Task CompleteChat_JsonSchema_GivesAnAnswerThatFits()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request) ? Replies.Marked("""{"city":"Paris"}""") : """{"city":"Lyon"}""";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ChatClient client = OfficialClient.For(gateway).GetChatClient("fusion");
        ChatCompletionOptions options = new()
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat(
                "place", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""), jsonSchemaIsStrict: true),
        };

        ChatCompletion answer = await client.CompleteChatAsync([new UserChatMessage("Capital of France?")], options, TestContext.Current.CancellationToken);

        Assert.Equal("""{"city":"Paris"}""", answer.Content[0].Text);
    }

    [Fact]
    public async Task CompleteChat_UnknownModel_IsTheClientsOwnErrorWithTheMessage()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ChatClient client = OfficialClient.For(gateway).GetChatClient("fusion/nowhere");

        ClientResultException error = await Assert.ThrowsAsync<ClientResultException>(
            () => client.CompleteChatAsync([new UserChatMessage("hi")], cancellationToken: TestContext.Current.CancellationToken));

        Assert.True(error.Status is 400 or 404, error.Message);
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }
}
