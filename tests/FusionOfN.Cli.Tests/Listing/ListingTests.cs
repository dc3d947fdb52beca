using System.Text.Json;
using FusionOfN.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Cli.Tests.Listing;

public sealed class ListingTests : IAsyncLifetime
{
    private readonly CliSession _session = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) };
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _server.Upstream.Models = ["alpha", "beta", "gamma", "omega"];
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Recipes_Listed_AreAsApproved() => Approved.Check("recipes", (await _session.RunAsync("recipes")).Transcript);

    [Fact]
    public async Task Models_Listed_AreAsApproved() => Approved.Check("models", (await _session.RunAsync("models")).Transcript);

    [Theory]
    [InlineData("models", 4)]
    [InlineData("recipes", 1)]
    public async Task Lists_Json_HoldEverything(string command, int count)
    {
        CliResult result = await _session.RunAsync(command, "--json");

        Assert.Equal(count, JsonDocument.Parse(result.Output).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Doctor_AllWell_PassesWithWarningsForOldPrices()
    {
        CliResult result = await _session.RunAsync("doctor");

        Assert.Equal(0, result.ExitCode);
        Approved.Check("doctor-well", Stable.Ports(result.Transcript));
    }

    [Fact]
    public async Task Doctor_ServerDown_FailsAndSaysWhich()
    {
        await _server.Upstream.DisposeAsync();

        CliResult result = await _session.RunAsync("doctor");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("✗ endpoint lab", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_RewardServerUpsideDown_IsRefusedWithBothScores()
    {
        _server.Upstream.Map("POST", "/classify", request => UpstreamReply.Raw(
            """{"data":[{"index":0,"label":"LABEL_0","probs":[0.1],"num_classes":1},{"index":1,"label":"LABEL_0","probs":[0.9],"num_classes":1}],"model":"rm"}"""));
        _session.Write("fusion.yaml", $"{_server.Configuration}\nscorers:\n  reward:\n    kind: vllm-classify\n    base_url: {_server.Upstream.Url}\n    model: rm\n");

        CliResult result = await _session.RunAsync("doctor", "--json");

        Assert.Equal(1, result.ExitCode);
        JsonElement check = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().Single(line => line.GetProperty("kind").GetString() == "scorer");
        Assert.Equal("failed", check.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Doctor_KeyNotSet_NamesTheVariable()
    {
        _session.Write("fusion.yaml", _server.Configuration.Replace("retry: { max_retries: 0 }", "api_key_variable: LAB_KEY", StringComparison.Ordinal));

        CliResult result = await _session.RunAsync("doctor");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("LAB_KEY", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_ServerFound_WritesARecipeThatUsesIt()
    {
        File.Delete(Path.Combine(_session.Folder, "fusion.yaml"));
        _session.With("OPENAI_BASE_URL", _server.Upstream.OpenAiUrl.ToString()).With("OPENAI_MODEL", "omega");

        CliResult init = await _session.RunAsync("init");
        CliResult ask = await _session.RunAsync("ask", "Capital of Japan?", "-q");

        Assert.Equal(0, init.ExitCode);
        Assert.Contains("omega", init.Error, StringComparison.Ordinal);
        Assert.True(ask.ExitCode == 0, ask.Transcript);
        Assert.All(_server.Upstream.Requests, request => Assert.Equal("omega", request.Model));
    }

    [Fact]
    public async Task Init_FileInAFolderAbove_IsNotPushedAside()
    {
        CliResult result = await _session.RunAsync("init", "below");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--force", result.Error, StringComparison.Ordinal);
        Assert.False(_session.Exists("below/fusion.yaml"));
    }

    [Fact]
    public async Task Init_EmptyFolder_WritesAFileThatLoadsAndASchema()
    {
        File.Delete(Path.Combine(_session.Folder, "fusion.yaml"));
        CliResult first = await _session.RunAsync("init", "fresh");
        CliResult recipes = await _session.RunAsync("recipes", "--config", "fresh/fusion.yaml");
        CliResult again = await _session.RunAsync("init", "fresh");
        CliResult forced = await _session.RunAsync("init", "fresh", "--force");

        Assert.Equal(0, first.ExitCode);
        Assert.True(_session.Exists("fresh/fusion.schema.json"));
        Assert.Equal(0, recipes.ExitCode);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, forced.ExitCode);
    }
}
