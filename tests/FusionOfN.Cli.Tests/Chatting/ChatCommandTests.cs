using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Chatting;

public sealed class ChatCommandTests : IAsyncLifetime
{
    private const string Answer = "The capital of Japan is Tokyo. Its currency is the yen.";

    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Chat_TwoQuestions_AskThePanelEachTimeAndRememberTheAnswer()
    {
        CliResult result = await TalkAsync("Capital of Japan?\n\nAnd its currency?\n", "chat", "--system", "Be brief.");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"{Answer}\n{Answer}\n", result.Output);
        Assert.Equal(8, _server.Upstream.Requests.Count);
        Assert.Equal(["system", "user", "assistant", "user"], Roles(4));
    }

    [Fact]
    public async Task Chat_ShowCompareAndRecord_WorkOnTheLastAnswerWithoutSampling()
    {
        CliResult result = await TalkAsync("Capital of Japan?\n/show candidates\n/compare first majority-vote\n/record run.json\n", "chat");
        CliResult replayed = await _session.RunAsync("replay", "run.json", "-a", "first");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Kyoto, I think", result.Output, StringComparison.Ordinal);
        Assert.Contains("majority-vote", result.Output, StringComparison.Ordinal);
        Assert.Equal(4, _server.Upstream.Requests.Count);
        Assert.Equal(0, replayed.ExitCode);
    }

    [Theory]
    [InlineData("/comapre first", "did you mean '/compare'?")]
    [InlineData("/foo", "there is no command '/foo'")]
    [InlineData("/show everything", "/show knows")]
    [InlineData("/compare majority", "there is no aggregator 'majority'")]
    [InlineData("/record", "/record needs a file")]
    [InlineData("/show", "there is no answer yet")]
    public async Task Chat_CommandThatCannotBeDone_IsSentToNobodyAndTheTalkGoesOn(string line, string expected)
    {
        CliResult result = await TalkAsync($"{line}\nCapital of Japan?\n", "chat");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal($"{Answer}\n", result.Output);
        Assert.Equal(4, _server.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Chat_BackslashesAndSlashes_MakeOneQuestionOfSeveralLines()
    {
        await TalkAsync("//etc is a folder;\\\nwhat is in it?\n/exit\nnever asked\n", "chat");

        Assert.Equal(4, _server.Upstream.Requests.Count);
        Assert.Equal("/etc is a folder;\nwhat is in it?", _server.Upstream.Requests[0].Json["messages"]![0]!["content"]!.GetValue<string>());
    }

    [Fact]
    public async Task Chat_TurnWithoutAnswer_IsForgottenAndTheTalkGoesOn()
    {
        int asked = 0;
        Func<UpstreamRequest, UpstreamReply?> answers = _server.Upstream.OnRequest!;
        _server.Upstream.OnRequest = request => Interlocked.Increment(ref asked) <= 3 ? UpstreamReply.Error(500, "no luck") : answers(request);

        CliResult result = await TalkAsync("Capital of Japan?\nAnd its currency?\n", "chat");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"{Answer}\n", result.Output);
        Assert.Equal(["user"], Roles(3));
    }

    [Fact]
    public async Task Chat_New_ForgetsWhatWasSaid()
    {
        await TalkAsync("Capital of Japan?\n/new\nAnd its currency?\n", "chat");

        Assert.Equal(["user"], Roles(4));
    }

    [Fact]
    public async Task Chat_Continue_GoesOnWithTheLastConversation()
    {
        _session.Logging("texts");
        await TalkAsync("Capital of Japan?\n", "chat");

        CliResult result = await TalkAsync("And its currency?\n", "chat", "--continue");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["user", "assistant", "user"], Roles(4));
    }

    [Fact]
    public async Task Chat_Resume_GoesOnWithTheConversationBefore()
    {
        _session.Logging("texts");
        await TalkAsync("Capital of Japan?\n", "chat");

        CliResult result = await TalkAsync("Capital of Kenya?\n/resume\nAnd its currency?\n/resume\nAnd its continent?\n", "chat");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("going on with 1 question asked before", result.Error, StringComparison.Ordinal);
        Assert.Equal("Capital of Japan?", Asked(8)[0]);
        Assert.Equal(["Capital of Kenya?", "And its continent?"], Asked(12));
    }

    [Theory]
    [InlineData("texts", "/resume", "there is no earlier run to continue")]
    [InlineData("texts", "/resume zzzz", "there is no run 'zzzz'")]
    [InlineData("texts", "/resume a b", "/resume takes one run")]
    [InlineData("off", "/resume", "FUSION_LOGS is off")]
    public async Task Chat_ResumeOfNothing_SaysWhyAndTheTalkGoesOn(string level, string line, string expected)
    {
        _session.Logging(level);

        CliResult result = await TalkAsync($"{line}\nCapital of Japan?\n", "chat");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal($"{Answer}\n", result.Output);
    }

    private List<string> Asked(int request) =>
        [.. ((JsonArray)_server.Upstream.Requests[request].Json["messages"]!).Where(message => (string?)message!["role"] == "user").Select(message => message!["content"]!.GetValue<string>())];

    private Task<CliResult> TalkAsync(string input, params string[] args) => _session.RunAsync(input, TestContext.Current.CancellationToken, args);

    private List<string> Roles(int request) =>
        [.. ((JsonArray)_server.Upstream.Requests[request].Json["messages"]!).Select(message => message!["role"]!.GetValue<string>())];
}
