using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers.Tests;

public sealed class ScriptedChatClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replies_QueueThenScriptThenFixed_InThisOrder()
    {
        using ScriptedChatClient client = new("fixed");
        client.Enqueue("first").OnCall = call => call.Index == 1 ? (ScriptedReply)$"echo {call.LastText}" : null;

        List<string> texts = [];
        for (int i = 0; i < 3; i++) texts.Add((await client.GetResponseAsync($"q{i}", cancellationToken: Cancel)).Text);

        Assert.Equal(["first", "echo q1", "fixed"], texts);
    }

    [Fact]
    public async Task Streamed_SameReply_FoldsToTheSameAnswer()
    {
        using ScriptedChatClient client = new(new ScriptedReply
        {
            Text = "one two three",
            Reasoning = "hm",
            Usage = new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4 },
            FinishReason = ChatFinishReason.Length,
        });

        ChatResponse plain = await client.GetResponseAsync("q", cancellationToken: Cancel);
        ChatResponse streamed = await client.GetStreamingResponseAsync("q", cancellationToken: Cancel).ToChatResponseAsync(Cancel);

        foreach (ChatResponse response in new[] { plain, streamed })
        {
            Assert.Equal(("one two three", ChatFinishReason.Length, 4, "scripted"), (response.Text, response.FinishReason, response.Usage!.OutputTokenCount, response.ModelId));
            Assert.Equal("hm", response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text);
        }
    }

    [Fact]
    public async Task Hanging_Cancelled_CountsAsAborted()
    {
        using ScriptedChatClient client = new(ScriptedReply.Hanging);
        using CancellationTokenSource cancel = new();
        Task<ChatResponse> call = client.GetResponseAsync("q", cancellationToken: cancel.Token);
        await client.Meter.WaitForOpenAsync(1, Cancel);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal((0, 1), (client.Meter.Open, client.Meter.Aborted));
    }

    [Fact]
    public async Task Failing_AfterPieces_ThrowsInTheMiddle()
    {
        using ScriptedChatClient client = new(new ScriptedReply { Text = "one two", Error = new InvalidOperationException("lost"), ErrorAfterPieces = 1 });
        List<string> pieces = [];

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("q", cancellationToken: Cancel)) pieces.Add(update.Text);
        });

        Assert.Equal(["one"], pieces);
        Assert.Equal(0, client.Meter.Open);
    }
}
