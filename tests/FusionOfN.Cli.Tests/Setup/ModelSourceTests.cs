using FusionOfN.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Cli.Tests.Setup;

public sealed class ModelSourceTests : IAsyncLifetime
{
    private readonly CliSession _session = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) };
    private FakeUpstream _upstream = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        _upstream.Models = ["tiny-chat"];
        _upstream.OnRequest = _ => ModelServer.Fused("Tokyo.");
    }

    public async ValueTask DisposeAsync()
    {
        await _upstream.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Ask_OpenAiVariable_UsesThatServerAndSaysWhy()
    {
        _session.With("OPENAI_BASE_URL", _upstream.OpenAiUrl.ToString()).With("OPENAI_API_KEY", "secret-key-1234567890");

        CliResult result = await _session.RunAsync("ask", "Capital of Japan?");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Tokyo.\n", result.Output);
        Assert.Contains("because OPENAI_API_KEY is set", result.Error, StringComparison.Ordinal);
        Assert.Contains("tiny-chat", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", result.Error + result.Output, StringComparison.Ordinal);
        Assert.Equal(5, _upstream.Requests.Count(request => request.Path.EndsWith("/completions", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public async Task Ask_OllamaAnswers_IsTakenWithoutAnyKey()
    {
        _session.With("OLLAMA_HOST", _upstream.Url.ToString());

        CliResult result = await _session.RunAsync("ask", "Capital of Japan?", "-n", "2");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Ollama", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ModelNamedWithoutEndpoint_IsAskedAtTheOneThatWasFound()
    {
        _session.With("OPENAI_BASE_URL", _upstream.OpenAiUrl.ToString());

        CliResult result = await _session.RunAsync("ask", "Capital of Japan?", "-m", "one,vendor/two", "--fusor", "three");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["one", "three", "vendor/two"],
            _upstream.Requests.Where(request => request.Model is not null).Select(request => request.Model).Order());
    }

    [Fact]
    public async Task Ask_ModelsOfThisProcessWithoutAFile_AreThePanelAndTheFusorAndSampleAsTheirFilesSay()
    {
        _session.With("OPENAI_BASE_URL", _upstream.OpenAiUrl.ToString());
        string folder = Path.Combine(_session.Folder, "own");
        TinyModel.Write(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "generation_config.json"), """{"do_sample":false,"max_new_tokens":8}""", TestContext.Current.CancellationToken);

        CliResult result = await _session.RunAsync("ask", "Capital of Kenya?", "--models", "local:./own", "-n", "5", "--json");

        Assert.Equal(0, result.ExitCode);
        System.Text.Json.JsonElement answer = System.Text.Json.JsonDocument.Parse(result.Output).RootElement;
        System.Text.Json.JsonElement[] candidates = [.. answer.GetProperty("candidates").EnumerateArray()];
        Assert.Equal(5, candidates.Length);
        Assert.All(candidates, candidate => Assert.Equal("local:./own", candidate.GetProperty("model").GetString()));
        Assert.Single(candidates.Select(candidate => candidate.GetProperty("text").GetString()).Distinct());
        Assert.Contains("local:./own ×5 → local:./own", result.Error, StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task Ask_NothingToAsk_ExitsWith3AndSaysWhatWouldHelp()
    {
        _session.With("OLLAMA_HOST", "http://127.0.0.1:1");

        CliResult result = await _session.RunAsync("ask", "Capital of Japan?");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("OPENAI_API_KEY", result.Error, StringComparison.Ordinal);
        Assert.Contains("fusion init", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_FileInAFolderAbove_WinsOverTheEnvironment()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", server.Configuration);
        _session.With("OPENAI_BASE_URL", _upstream.OpenAiUrl.ToString());
        string below = Directory.CreateDirectory(Path.Combine(_session.Folder, "a", "b")).FullName;

        CliResult result = await _session.RunInAsync(below, "ask", "Capital of Japan?");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(Path.Combine("..", "..", "fusion.yaml"), result.Error, StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }
}
