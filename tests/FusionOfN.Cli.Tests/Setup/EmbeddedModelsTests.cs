using System.Text.Json;
using FusionOfN.Lab;

namespace FusionOfN.Cli.Tests.Setup;

/// <summary>The newcomer's first command: no key, no server, real inference on the models in the box.</summary>
public sealed class EmbeddedModelsTests : IDisposable
{
    private readonly CliSession _session = new CliSession { LabModelsFolder = null }.Logging("receipts").With("OLLAMA_HOST", "http://127.0.0.1:1");

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
    public async Task Ask_OwnModelBesideThoseInTheBox_WritesTheAnswer()
    {
        TinyModel.Write(Path.Combine(_session.Folder, "own"));

        CliResult result = await _session.RunAsync("ask", "Capital of Kenya?", "--models", "single-small,local:./own", "--json");

        Assert.Contains("→ local:./own", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_SecondTime_DoesNotRepeatTheHints()
    {
        string prompt = new LabPrompts().Draw(1, seed: 3, LabTask.Facts, LabLanguage.English)[0].Prompt;
        await _session.RunAsync("ask", prompt, "-n", "2");

        CliResult second = await _session.RunAsync("ask", prompt, "-n", "2");

        Assert.Equal(0, second.ExitCode);
        Assert.Contains("the tiny models in the box answer", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("They can answer", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("about a million weights", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_NothingFound_WritesAFileWithWhichTheModelsInTheBoxAnswerAsWithout()
    {
        string prompt = new LabPrompts().Draw(1, seed: 3, LabTask.Facts, LabLanguage.English)[0].Prompt;
        CliResult without = await _session.RunAsync("ask", prompt, "--seed", "1", "-q");
        CliResult init = await _session.RunAsync("init");

        CliResult with = await _session.RunAsync("ask", prompt, "--seed", "1", "-q");

        Assert.Equal(0, init.ExitCode);
        Assert.Equal(0, with.ExitCode);
        Assert.Equal(without.Output, with.Output);
    }

    [Fact]
    public async Task Ask_PictureForModelsThatSeeNone_SaysSo()
    {
        File.WriteAllBytes(Path.Combine(_session.Folder, "dot.png"), [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        CliResult result = await _session.RunAsync("ask", "What is this?", "--image", "dot.png");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("image", result.Error, StringComparison.Ordinal);
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
