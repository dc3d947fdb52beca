using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Chatting;

/// <summary>A conversation on a real terminal: what Ctrl+C ends, and what it leaves.</summary>
public sealed class ChatTerminalTests : IAsyncLifetime
{
    private const string Prompt = "> ";

    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Terminal.Require();
        Assert.SkipWhen(FusionProcess.IgnoresInterrupt, "Whatever started these tests had SIGINT ignored, and what they start ignores it too.");
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Interrupt_WhileCandidatesAreSampled_EndsTheTurnAndThePromptComesBack()
    {
        Func<UpstreamRequest, UpstreamReply?> answers = _server.Upstream.OnRequest!;
        _server.Upstream.OnRequest = _ => UpstreamReply.Hanging;
        using TerminalTalk talk = Terminal.Talk(_session.Folder, "chat --log texts");

        await talk.ReadUntilAsync(Prompt);
        await talk.TypeAsync("Capital of Kenya?\n");
        await _server.Upstream.Meter.WaitForOpenAsync(1, Cancel);
        await talk.TypeAsync(TerminalTalk.Interrupt);
        await talk.ReadUntilAsync("stopped; the question is not remembered");
        await talk.ReadUntilAsync(Prompt);
        await _server.Upstream.Meter.WaitForAllClosedAsync(Cancel);
        int before = _server.Upstream.Requests.Count;
        _server.Upstream.OnRequest = answers;
        await talk.TypeAsync("Capital of Japan?\n");
        await talk.ReadUntilAsync("The capital of Japan is Tokyo. Its currency is the yen.");
        await talk.ReadUntilAsync(Prompt);
        await talk.TypeAsync(TerminalTalk.End);

        Assert.True(await talk.WaitAsync() == 0, talk.Screen);
        Assert.Single(_server.Upstream.Requests[before].Json["messages"]!.AsArray());
        CliResult log = await ShellProcess.RunAsync(_session.Folder, "fusion logs");
        Assert.Contains("Capital of Japan?", log.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Kenya", log.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_WhileTheAnswerIsWritten_LeavesWhatIsThereAndSaysWhatItCost()
    {
        TaskCompletionSource never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<UpstreamRequest, UpstreamReply?> answers = _server.Upstream.OnRequest!;
        _server.Upstream.OnRequest = request => request.Model != "omega" ? answers(request) : new UpstreamReply
        {
            Pieces = ["They agree.\n\n<fused_answer>\n", "The emperor lives ", "in Tokyo, and more of it follows here, ", "never."],
            PieceGate = index => index == 3 ? never.Task : Task.CompletedTask,
        };
        using TerminalTalk talk = Terminal.Talk(_session.Folder, "chat");

        await talk.ReadUntilAsync(Prompt);
        await talk.TypeAsync("Capital of Japan?\n");
        await talk.ReadUntilAsync("The emperor lives ");
        await talk.TypeAsync(TerminalTalk.Interrupt);
        await talk.ReadUntilAsync("3 of 3 candidates had come · 4 calls");
        await talk.ReadUntilAsync("stopped; the question is not remembered");
        await talk.ReadUntilAsync(Prompt);
        await talk.TypeAsync("/show\n");
        await talk.ReadUntilAsync("there is no answer yet");
        await talk.ReadUntilAsync(Prompt);
        await talk.TypeAsync("/exit\n");

        Assert.True(await talk.WaitAsync() == 0, talk.Screen);
    }

    [Fact]
    public async Task Interrupt_AtThePrompt_EndsTheConversation()
    {
        using TerminalTalk talk = Terminal.Talk(_session.Folder, "chat");

        await talk.ReadUntilAsync(Prompt);
        await talk.TypeAsync(TerminalTalk.Interrupt);

        Assert.True(await talk.WaitAsync() == 130, talk.Screen);
        Assert.Empty(_server.Upstream.Requests);
    }
}
