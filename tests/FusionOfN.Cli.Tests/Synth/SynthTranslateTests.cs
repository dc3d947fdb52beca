using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Synth;

public sealed class SynthTranslateTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("prompts.jsonl", "{\"id\":\"a\",\"prompt\":\"What is the capital of Japan, and how many of the 47 prefectures lie on Honshu?\",\"language\":\"en\"}\n");
        Func<UpstreamRequest, UpstreamReply?> answer = _server.Upstream.OnRequest!;
        _server.Upstream.OnRequest = request => Language(request) switch
        {
            "German (de)" => "Was ist die Hauptstadt von Japan, und wie viele der 47 Präfekturen liegen auf Honshu?",
            "French (fr)" => "Quelle est la capitale du Japon, et combien de ses préfectures sont sur Honshu ?",
            _ => answer(request),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Run_TwoLanguages_MakesADataSetInThreeAndSaysWhatItLeftOut()
    {
        CliResult result = await RunAsync("run", "--translate-to", "de,fr", "--translator", "gamma", "--without", "language", "--out", "job");
        CliResult status = await _session.RunAsync("synth", "status", "job");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["en", "de"], PoolLines.Parse(_session.Read("job/data/authors/train.jsonl")).Select(row => row.GetProperty("language_code").GetString()));
        Assert.Contains("left out: 1 translation", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 done, 1 left out", status.Output, StringComparison.Ordinal);
        Assert.Contains("it lacks the number 47", _session.Read("job/data/removed.jsonl"), StringComparison.Ordinal);
        Assert.Contains("translated: into de, fr by gamma, prompt translation-1", _session.Read("job/data/README.md"), StringComparison.Ordinal);
        Assert.Equal(3, _server.Upstream.Requests.Count(request => Language(request) is not null && request.Model == "gamma"));
    }

    [Fact]
    public async Task Plan_TwoLanguages_CountsPromptsAndCallsOfTheTranslator()
    {
        CliResult result = await RunAsync("plan", "--translate-to", "de,fr", "--json");

        JsonElement plan = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(3, plan.GetProperty("prompts").GetInt64());
        JsonElement fusor = plan.GetProperty("models").EnumerateArray().First(model => model.GetProperty("model").GetString() == "omega");
        Assert.True(fusor.GetProperty("calls").GetProperty("min").GetInt64() >= 3 + 2);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Theory]
    [InlineData("german", null, "no language code")]
    [InlineData("de,de", null, "named twice")]
    [InlineData("de", "nobody", "nobody")]
    [InlineData(null, "gamma", "--translator needs --translate-to")]
    public async Task Run_BadLanguageOrTranslator_IsRefusedBeforeAnythingIsPaid(string? languages, string? translator, string words)
    {
        CliResult result = await RunAsync("run", [.. languages is null ? [] : (string[])["--translate-to", languages], .. translator is null ? [] : (string[])["--translator", translator], "--out", "job"]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    private Task<CliResult> RunAsync(string command, params string[] more) =>
        _session.RunAsync(["synth", command, "prompts.jsonl", "--answers", "fusion", .. command == "run" ? (string[])["--formats", "authors"] : [], .. more]);

    private static string? Language(UpstreamRequest request)
    {
        string first = request.Json["messages"]!.AsArray()[0]!["content"]!.ToString();
        const string Start = "Translate the text between the two marks into ";
        return first.StartsWith(Start, StringComparison.Ordinal) ? first[Start.Length..first.IndexOf('.', StringComparison.Ordinal)] : null;
    }
}
