using System.Text.Json;

namespace FusionOfN.Cli.Tests.Listing;

public sealed class LocalModelsTests : IDisposable
{
    private readonly CliSession _session = new CliSession().With("FUSION_MODELS", "models");

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task List_EmptyMachine_SaysHowToGetOne()
    {
        CliResult result = await _session.RunAsync("models", "list");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("fusion models pull", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_TwoModels_ShowsNameSizeAndWhatIsHalfPulled()
    {
        AddModel("acme/small", 2_500);
        AddModel("acme/torn", 10);
        File.WriteAllText(Path.Combine(_session.Folder, "models", "acme", "torn", "model.onnx.partial"), "x");

        CliResult table = await _session.RunAsync("models", "list");
        CliResult json = await _session.RunAsync("models", "list", "--json");

        Assert.Contains("local:acme/small  2.5 kB", table.Output, StringComparison.Ordinal);
        Assert.Contains("half pulled", table.Output, StringComparison.Ordinal);
        Assert.Equal(["acme/small", "acme/torn"], JsonDocument.Parse(json.Output).RootElement.EnumerateArray().Select(entry => entry.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("acme/small")]
    [InlineData("local:acme/small")]
    public async Task Remove_ModelThatIsThere_FreesItsFolder(string name)
    {
        AddModel("acme/small", 10);

        CliResult result = await _session.RunAsync("models", "remove", name);

        Assert.Equal(0, result.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_session.Folder, "models", "acme", "small")));
    }

    [Theory]
    [InlineData("acme/none")]
    [InlineData("../escape")]
    [InlineData("nothing")]
    public async Task Remove_NoSuchModel_ExitsWith2(string name)
    {
        CliResult result = await _session.RunAsync("models", "remove", name);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    private void AddModel(string id, int bytes)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_session.Folder, "models", id)).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), new string(' ', bytes));
    }
}
