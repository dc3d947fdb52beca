using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Asking;

/// <summary>What <c>fusion ask</c> can be told beside the prompt, and what of it reaches the models.</summary>
public sealed class AskOptionsTests : IAsyncLifetime
{
    private const string Schema = """{ "type": "object", "properties": { "capital": { "type": "string" } }, "required": ["capital"] }""";

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
    public async Task Ask_SamplingOptions_ReachTheCandidatesAndWinOverTheFile()
    {
        _session.Write("fusion.yaml", _server.Configuration.Replace("seed: 7", "seed: 7\n    roles: { panel: { temperature: 1.5 } }", StringComparison.Ordinal));

        CliResult result = await _session.RunAsync("ask", "Capital?", "--temperature", "0.25", "--top-p", "0.5", "--max-tokens", "99");

        Assert.Equal(0, result.ExitCode);
        Assert.All(_server.Upstream.Requests.Where(request => request.Model != "omega"), request =>
        {
            Assert.Equal(0.25, request.Json["temperature"]!.GetValue<double>());
            Assert.Equal(0.5, request.Json["top_p"]!.GetValue<double>());
            Assert.Equal(99, MaxTokens(request));
        });
        UpstreamRequest fusor = Assert.Single(_server.Upstream.Requests, request => request.Model == "omega");
        Assert.True(MaxTokens(fusor) >= 99, fusor.Body);
        Assert.Null(fusor.Json["top_p"]);
    }

    [Theory]
    [InlineData("--temperature", "3")]
    [InlineData("--temperature", "-0.1")]
    [InlineData("--top-p", "1.1")]
    [InlineData("--max-tokens", "0")]
    public async Task Ask_SamplingOptionOutOfRange_IsRefusedBeforeAnythingIsSent(string option, string value)
    {
        CliResult result = await _session.RunAsync("ask", "Capital?", $"{option}={value}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{option} must be between", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_Schema_IsSentToTheModelsAndHoldsForTheAnswer()
    {
        _session.Write("answer.schema.json", Schema);
        _server.Upstream.OnRequest = request => request.Model == "omega" ? ModelServer.Fused("""{"capital":"Tokyo"}""") : """{"capital":"Tokyo"}""";

        CliResult result = await _session.RunAsync("ask", "Capital?", "--schema", "answer.schema.json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Tokyo", JsonDocument.Parse(result.Output).RootElement.GetProperty("capital").GetString());
        Assert.Contains(_server.Upstream.Requests, request => request.Json["response_format"] is not null);
    }

    [Theory]
    [InlineData("no.json", null, "there is no file no.json")]
    [InlineData("s.json", "[]", "a JSON schema is an object")]
    [InlineData("s.json", "{", "is not JSON")]
    [InlineData("s.json", """{ "type": 5 }""", "--schema: s.json")]
    [InlineData(".", null, "is a folder")]
    public async Task Ask_SchemaThatIsNone_IsRefusedBeforeAnythingIsSent(string file, string? text, string expected)
    {
        if (text is not null)
            _session.Write(file, text);

        CliResult result = await _session.RunAsync("ask", "Capital?", "--schema", file);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_Image_IsShownToTheCandidates()
    {
        File.WriteAllBytes(Path.Combine(_session.Folder, "dot.jpg"), [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]);

        CliResult result = await _session.RunAsync("ask", "What is this?", "--image", "dot.jpg");

        Assert.Equal(0, result.ExitCode);
        Assert.All(_server.Upstream.Requests.Where(request => request.Model != "omega"), request =>
            Assert.Contains("data:image/jpeg;base64,", request.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text.png", "not a picture", "no PNG, JPEG, GIF or WebP")]
    [InlineData("missing.png", null, "there is no file")]
    [InlineData(".", null, "is a folder")]
    public async Task Ask_ImageThatIsNone_IsRefusedBeforeAnythingIsSent(string file, string? text, string expected)
    {
        if (text is not null)
            _session.Write(file, text);

        CliResult result = await _session.RunAsync("ask", "What is this?", "--image", file);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_Out_WritesTheAnswerToTheFileAndNothingElsewhere()
    {
        CliResult result = await _session.RunAsync("ask", "Capital?", "-o", "answers/one.txt");
        CliResult again = await _session.RunAsync("ask", "Capital?", "-o", "answers/one.txt");
        int asked = _server.Upstream.Requests.Count;
        CliResult forced = await _session.RunAsync("ask", "Capital?", "-o", "answers/one.txt", "--force", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal(2, again.ExitCode);
        Assert.Equal(4, asked);
        Assert.Equal(0, forced.ExitCode);
        Assert.Equal("The capital of Japan is Tokyo. Its currency is the yen.", JsonDocument.Parse(_session.Read("answers/one.txt")).RootElement.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Ask_OutCannotBeWritten_IsRefusedBeforeAnythingIsSent()
    {
        CliResult result = await _session.RunAsync("ask", "Capital?", "-o", ".");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_OutIsADevice_IsWrittenInto()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "There is no /dev/null here.");

        CliResult result = await _session.RunAsync("ask", "Capital?", "-o", "/dev/null");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Ask_Estimate_SaysCallsTokensAndMoneyAndSendsNothing()
    {
        CliResult result = await _session.RunAsync("ask", "Capital?", "--estimate");
        CliResult json = await _session.RunAsync("ask", "Capital?", "--estimate", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("omega", result.Output, StringComparison.Ordinal);
        Assert.Contains("in all", result.Output, StringComparison.Ordinal);
        Assert.Contains('$', result.Output);
        JsonElement document = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(4, document.GetProperty("calls").GetProperty("min").GetInt32());
        Assert.Equal(4, document.GetProperty("models").GetArrayLength());
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_EstimateAboveTheBudget_ExitsWithTheBudgetsCode()
    {
        CliResult result = await _session.RunAsync("ask", "Capital?", "--estimate", "--budget", "0.0000001");

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("over the budget", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    private static int MaxTokens(UpstreamRequest request) =>
        (request.Json["max_completion_tokens"] ?? request.Json["max_tokens"])!.GetValue<int>();
}
