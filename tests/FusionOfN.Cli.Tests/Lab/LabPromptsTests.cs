using System.Text.Json;

namespace FusionOfN.Cli.Tests.Lab;

public sealed class LabPromptsTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Prompts_LanguageAndTask_PrintsOnlySuchOnes()
    {
        CliResult result = await _session.RunAsync("lab", "prompts", "--language", "ja", "--task", "facts", "-n", "3", "--json");

        Assert.Equal(0, result.ExitCode);
        JsonElement[] prompts = [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
        Assert.Equal(3, prompts.Length);
        Assert.All(prompts, prompt => Assert.Equal("ja", prompt.GetProperty("language").GetString()));
        Assert.All(prompts, prompt => Assert.Equal("facts", prompt.GetProperty("task").GetString()));
        Assert.All(prompts, prompt => Assert.NotEmpty(prompt.GetProperty("gold").GetString()!));
    }

    [Fact]
    public async Task Prompts_SameSeed_AreTheSame()
    {
        CliResult first = await _session.RunAsync("lab", "prompts", "-n", "5", "--seed", "4");
        CliResult second = await _session.RunAsync("lab", "prompts", "-n", "5", "--seed", "4");
        CliResult other = await _session.RunAsync("lab", "prompts", "-n", "5", "--seed", "5");

        Assert.Equal(5, first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(first.Output, second.Output);
        Assert.NotEqual(first.Output, other.Output);
    }

    [Theory]
    [InlineData("--language", "tlh")]
    [InlineData("--task", "poetry")]
    [InlineData("--count", "0")]
    public async Task Prompts_UnknownChoice_ExitsWith2(string option, string value)
    {
        CliResult result = await _session.RunAsync("lab", "prompts", option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_UnknownModel_ExitsWith2AndNamesThoseThereAre()
    {
        CliResult result = await _session.RunAsync("lab", "train", "--only", "giant");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("teacher-1", result.Error, StringComparison.Ordinal);
    }
}
