using System.Text.Json;
using FusionOfN.Lab;

namespace FusionOfN.Cli.Tests.Setup;

/// <summary>The newcomer's first command: no key, no server, real inference on the models in the box.</summary>
public sealed class EmbeddedModelsTests : IDisposable
{
    private readonly CliSession _session = new CliSession { LabModelsFolder = null }.With("OLLAMA_HOST", "http://127.0.0.1:1");

    public EmbeddedModelsTests() => Assert.SkipUnless(LabModels.Find().CanFuse, "The models in the box are not built.");

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Ask_NothingSet_AnswersFromFiveCandidatesAndSaysWhatTheModelsAre()
    {
        string prompt = new LabPrompts().Draw(1, seed: 3, LabTask.Facts, LabLanguage.English)[0].Prompt;

        CliResult result = await _session.RunAsync("ask", prompt, "--seed", "1");

        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.Output.Trim());
        Assert.Contains("the tiny models in the box answer", result.Error, StringComparison.Ordinal);
        Assert.Contains("candidate 5 of 5", result.Error, StringComparison.Ordinal);
        Assert.Contains("They can answer, for example:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_SameSeed_SameCandidatesAndAnswer()
    {
        string prompt = new LabPrompts().Draw(1, seed: 5, LabTask.Facts, LabLanguage.English)[0].Prompt;

        JsonElement first = await AskAsync(prompt);
        JsonElement second = await AskAsync(prompt);

        Assert.Equal(first.GetProperty("answer").GetString(), second.GetProperty("answer").GetString());
        Assert.Equal(first.GetProperty("candidates").GetRawText(), second.GetProperty("candidates").GetRawText());
        Assert.Equal("full", first.GetProperty("status").GetString());
    }

    private async Task<JsonElement> AskAsync(string prompt) =>
        JsonDocument.Parse((await _session.RunAsync("ask", prompt, "--seed", "1", "--json")).Output).RootElement;
}
