using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Tests.Runs;

namespace FusionOfN.Tests;

/// <summary>How replies end, from any client.</summary>
public sealed class FinishTests
{
    [Theory]
    [InlineData("network_error", CallState.Failed)]
    [InlineData("sensitive", CallState.Refused)]
    [InlineData("model_context_window_exceeded", CallState.Truncated)]
    [InlineData("MAX_TOKENS", CallState.Truncated)]
    [InlineData("pause-turn", CallState.Failed)]
    [InlineData("end_turn", CallState.Ok)]
    public async Task Run_FinishReason_IsTheCandidatesState(string reason, CallState expected)
    {
        ScriptedChatClient odd = new(new ScriptedReply { Text = "half an", FinishReason = new ChatFinishReason(reason) });

        var outcome = await CompleteAsync(Recipe(new Panel([new PanelMember(Model("odd", odd)), .. PanelOf("whole", "whole").Members])));

        Assert.Equal(expected, outcome.Pool.Candidates[0].State);
    }

    [Fact]
    public async Task Run_UnknownFinishReason_IsNoted()
    {
        ScriptedChatClient odd = new(new ScriptedReply { Text = "x", FinishReason = new ChatFinishReason("sunset") });

        var outcome = await CompleteAsync(Recipe(new Panel([new PanelMember(Model("odd", odd)), .. PanelOf("x", "x").Members])));

        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("'odd'", StringComparison.Ordinal) && note.Contains("'sunset'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_CallWithItsResultInTheReply_AnswersWithTheLastMessage()
    {
        Agent agent = new();

        var outcome = await CompleteAsync(Recipe(Panel.OfOne(agent, 2), new FirstAggregator()));

        Assert.Equal(("It is 21 °C.", 0), (outcome.Answer, outcome.ToolCalls.Count));
        Assert.All(outcome.Pool.Candidates, candidate => Assert.Empty(candidate.ToolCalls));
    }

    [Fact]
    public async Task Run_CallWithoutAName_IsAFailedCandidate()
    {
        ScriptedChatClient odd = new(new ScriptedReply { Contents = [new FunctionCallContent("c", "")] });

        var outcome = await CompleteAsync(Recipe(new Panel([new PanelMember(Model("odd", odd)), .. PanelOf("x", "x").Members])));

        Assert.Equal(CallState.Failed, outcome.Pool.Candidates[0].State);
        Assert.Empty(outcome.ToolCalls);
    }

    private sealed class Agent : IChatClient
    {
        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "I will look. ") { MessageId = "1" };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("c", "weather")]) { MessageId = "1" };
            yield return new ChatResponseUpdate(ChatRole.Tool, [new FunctionResultContent("c", "21")]) { MessageId = "2" };
            yield return new ChatResponseUpdate(ChatRole.Assistant, "It is 21 °C.") { MessageId = "3", FinishReason = ChatFinishReason.Stop };
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
