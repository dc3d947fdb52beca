using System.Text.Json;

namespace FusionOfN.Cli.Tests.Listing;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly CliSession _session = new CliSession().Logging("receipts");

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Config_VariablesSet_SaysSoAndNeverShowsAValue()
    {
        _session.With("OPENAI_API_KEY", "sk-very-secret").With("FUSION_STORE", "Host=db;Database=x;Password=also-secret").With("FUSION_MODELS", "my-models");

        CliResult text = await _session.RunAsync("config");
        CliResult json = await _session.RunAsync("config", "--json");

        Assert.Equal(0, text.ExitCode);
        Assert.DoesNotContain("secret", text.Transcript + json.Transcript, StringComparison.Ordinal);
        Assert.Matches(@"OPENAI_API_KEY +set", text.Output);
        Assert.Matches(@"ANTHROPIC_API_KEY +not set", text.Output);
        JsonElement document = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(_session.LogFile, document.GetProperty("log").GetString());
        Assert.Equal(Path.Combine(_session.Folder, "my-models"), document.GetProperty("models").GetString());
    }

    [Fact]
    public async Task Config_FileWithAKeyOfItsOwn_NamesFileAndVariable()
    {
        _session.Write("fusion.yaml", """
            endpoints:
              here: { base_url: http://127.0.0.1:9/v1, api_key_variable: MY_OWN_KEY }
            """);
        Directory.CreateDirectory(Path.Combine(_session.Folder, "below"));

        CliResult result = await _session.RunInAsync(Path.Combine(_session.Folder, "below"), "config");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("fusion.yaml", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"MY_OWN_KEY +not set +the key of the endpoint here", result.Output);
    }

    [Fact]
    public async Task Config_FileWithMistakes_StillSaysWhereThingsAre()
    {
        _session.Write("fusion.yaml", "recipes: 5");

        CliResult result = await _session.RunAsync("config");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("logs.db", result.Output, StringComparison.Ordinal);
    }
}
