using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Logging;

public sealed class LogsTests : IAsyncLifetime
{
    private const string Secret = "What about the Kestrel-7 merger?";

    private readonly CliSession _session = new CliSession().Logging("receipts");
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
    public async Task Ask_AsUsual_KeepsAReceiptWithoutAWordOfPromptAndAnswers()
    {
        await _session.RunAsync("ask", Secret);
        CliResult list = await _session.RunAsync("logs");
        JsonElement receipt = JsonDocument.Parse((await _session.RunAsync("logs", "--json")).Output).RootElement[0];

        Assert.Contains("omega", list.Output, StringComparison.Ordinal);
        Assert.Contains("full 3/3", list.Output, StringComparison.Ordinal);
        Assert.False(receipt.TryGetProperty("texts", out _));
        byte[] file = File.ReadAllBytes(_session.LogFile);
        foreach (string words in (string[])["Kestrel-7", "Tokyo"])
            Assert.Equal(-1, file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(words)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_session.LogFile));
    }

    [Fact]
    public async Task Compare_AsUsual_KeepsTheSamplingAndEveryAggregator()
    {
        await _session.RunAsync("compare", "-a", "majority-vote,fusion", Secret);
        JsonElement receipts = JsonDocument.Parse((await _session.RunAsync("logs", "--json")).Output).RootElement;

        Assert.Equal(["fusion", "majority-vote", "first"], receipts.EnumerateArray().Select(receipt => receipt.GetProperty("aggregator").GetString()));
        Assert.Equal([1, 0, 3], receipts.EnumerateArray().Select(receipt => receipt.GetProperty("usage").GetProperty("calls").GetInt32()));
        Assert.Equal(-1, File.ReadAllBytes(_session.LogFile).AsSpan().IndexOf("Kestrel-7"u8));
    }

    [Fact]
    public async Task Compare_LogOff_LeavesNoFile()
    {
        await _session.RunAsync("compare", "-a", "first", "--log", "off", Secret);

        Assert.False(File.Exists(_session.LogFile));
    }

    [Theory]
    [InlineData("off", null)]
    [InlineData("texts", "off")]
    public async Task Ask_LogOff_LeavesNoFile(string variable, string? option)
    {
        _session.Logging(variable);

        await _session.RunAsync(["ask", Secret, .. option is null ? (string[])[] : ["--log", option]]);

        Assert.False(File.Exists(_session.LogFile));
    }

    [Fact]
    public async Task Log_FileThatIsNone_IsSaidAndTheAnswerStands()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_session.LogFile)!);
        File.WriteAllText(_session.LogFile, new string('x', 2_000));

        CliResult ask = await _session.RunAsync("ask", Secret);
        CliResult list = await _session.RunAsync("logs");

        Assert.Equal((0, 2), (ask.ExitCode, list.ExitCode));
        Assert.NotEmpty(ask.Output);
        Assert.Contains("it is no log of fusion", ask.Error, StringComparison.Ordinal);
        Assert.Contains("it is no log of fusion", list.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite Error", ask.Error + list.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_VariableThatIsNoLevel_IsRefusedBeforeAnythingIsSent()
    {
        CliResult result = await _session.Logging("everything").RunAsync("ask", Secret);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("FUSION_LOGS must be off, receipts or texts, but it is 'everything'", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_LogCannotBeWritten_AnswersAllTheSame()
    {
        Directory.CreateDirectory(_session.LogFile);

        CliResult result = await _session.RunAsync("ask", Secret);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Tokyo", result.Output, StringComparison.Ordinal);
        Assert.Contains("note: the run is not in 'fusion logs'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continue_TextsWereKept_SendsTheWholeConversation()
    {
        await _session.RunAsync("ask", "Capital of Japan?", "--log", "texts");
        int before = _server.Upstream.Requests.Count;

        CliResult second = await _session.RunAsync("ask", "--continue", "And its currency?");
        CliResult third = await _session.RunAsync("ask", "--continue", "And its continent?");

        Assert.Equal(0, second.ExitCode);
        Assert.Equal(["Capital of Japan?", "The capital of Japan is Tokyo. Its currency is the yen.", "And its currency?"], Contents(_server.Upstream.Requests[before]));
        Assert.Equal(0, third.ExitCode);
        Assert.Equal(5, Contents(_server.Upstream.Requests[^4]).Count);
    }

    [Theory]
    [InlineData(true, "kept without its texts")]
    [InlineData(false, "no earlier run")]
    public async Task Continue_NothingToGoOnFrom_SaysHowToKeepTexts(bool asksBefore, string expected)
    {
        if (asksBefore)
            await _session.RunAsync("ask", "Capital of Japan?");
        int before = _server.Upstream.Requests.Count;

        CliResult result = await _session.RunAsync("ask", "--continue", "And its currency?");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("--log texts", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _server.Upstream.Requests.Count);
    }

    [Theory]
    [InlineData("ask", "--continue", "Q")]
    [InlineData("chat", "--continue")]
    public async Task Continue_LogIsOff_SaysSoAndHowToTurnItOn(params string[] command)
    {
        await _session.RunAsync("ask", "Capital of Japan?", "--log", "texts");
        int before = _server.Upstream.Requests.Count;

        CliResult result = await _session.Logging("off").RunAsync(command);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("FUSION_LOGS is off", result.Error, StringComparison.Ordinal);
        Assert.Contains("FUSION_LOGS=texts", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _server.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Show_RunWithTexts_CanBeReplayed()
    {
        await _session.RunAsync("ask", "Capital of Japan?", "--log", "texts");
        string id = JsonDocument.Parse((await _session.RunAsync("logs", "--json")).Output).RootElement[0].GetProperty("run_id").GetString()!;

        CliResult shown = await _session.RunAsync("logs", "show", id[^8..]);
        _session.Write("run.json", shown.Output);
        CliResult replayed = await _session.RunAsync("replay", "run.json", "-a", "first");

        Assert.Equal(0, replayed.ExitCode);
        Assert.Contains("Tokyo", replayed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_PartThatTwoRunsHave_AsksForMore()
    {
        await _session.RunAsync("ask", "Capital of Japan?");
        await _session.RunAsync("ask", "Capital of Japan?");

        CliResult result = await _session.RunAsync("logs", "show", "run_");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("more than one run", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_NoSuchRun_SaysSo()
    {
        CliResult result = await _session.RunAsync("logs", "show", "zzzz");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("there is no run 'zzzz'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clear_RunsThere_LeavesNothingOfThemInTheFile()
    {
        await _session.RunAsync("ask", Secret, "--log", "texts");

        CliResult cleared = await _session.RunAsync("logs", "clear");
        CliResult list = await _session.RunAsync("logs");

        Assert.Contains("forgot 1 run", cleared.Error, StringComparison.Ordinal);
        Assert.Empty(list.Output);
        Assert.Equal(-1, File.ReadAllBytes(_session.LogFile).AsSpan().IndexOf("Kestrel-7"u8));
    }

    [Fact]
    public async Task Logs_FileIsNoLog_SaysWhichFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_session.LogFile)!);
        File.WriteAllText(_session.LogFile, "This is a text and no database, and long enough to be read as one.");

        CliResult result = await _session.RunAsync("logs");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("logs.db cannot be used", result.Error, StringComparison.Ordinal);
    }

    private static List<string> Contents(UpstreamRequest request) =>
        [.. request.Json["messages"]!.AsArray().Select(message => message!["content"] is JsonArray parts ? parts[0]!["text"]!.GetValue<string>() : message["content"]!.GetValue<string>())];
}
