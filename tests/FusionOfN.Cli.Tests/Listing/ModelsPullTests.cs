using System.Text;
using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Listing;

public sealed class ModelsPullTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private FakeUpstream _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        _session.With("FUSION_MODELS", "models").With("HF_ENDPOINT", _hub.Url.ToString());
        Serve("config.json", "{}");
        Serve("tokenizer.json", "{\"model\":{}}");
        Serve("model.onnx", new string('x', 4_000));
        _hub.Map("GET", "/api/models/acme/tiny/tree/main", _ => UpstreamReply.Raw("""
            [{"type":"file","path":"config.json","size":2},{"type":"file","path":"tokenizer.json","size":12},{"type":"file","path":"model.onnx","size":4000}]
            """));
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Pull_ModelOfTheHub_IsListedAfterwards()
    {
        CliResult pull = await _session.RunAsync("models", "pull", "acme/tiny");
        CliResult list = await _session.RunAsync("models", "list");

        Assert.Equal(0, pull.ExitCode);
        Assert.Contains("100 % of 4.0 kB", pull.Error, StringComparison.Ordinal);
        Assert.Contains("local:acme/tiny  4.0 kB", list.Output, StringComparison.Ordinal);
        Assert.Equal(4_000, _session.Read("models/acme/tiny/model.onnx").Length);
    }

    [Fact]
    public async Task Pull_ThenARecipeNamesIt_AnswersFromThisProcess()
    {
        string source = Path.Combine(_session.Folder, "source");
        TinyModel.Write(source);
        string[] files = ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx"];
        foreach (string file in files)
            Serve(file, File.ReadAllBytes(Path.Combine(source, file)));
        string list = JsonSerializer.Serialize(files.Select(file => new { type = "file", path = file, size = new FileInfo(Path.Combine(source, file)).Length }));
        _hub.Map("GET", "/api/models/acme/tiny/tree/main", _ => UpstreamReply.Raw(list));
        _session.Write("fusion.yaml", """
            recipes:
              own: { panel: [{ model: 'local:acme/tiny', samples: 3 }], aggregator: first, seed: 4 }
            """);

        CliResult early = await _session.RunAsync("ask", "Capital of Kenya?");
        CliResult pull = await _session.RunAsync("models", "pull", "local:acme/tiny");
        CliResult ask = await _session.RunAsync("ask", "--json", "Capital of Kenya?");
        CliResult remove = await _session.RunAsync("models", "remove", "local:acme/tiny");

        Assert.Equal(3, early.ExitCode);
        Assert.Contains("fusion models pull acme/tiny", early.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (pull.ExitCode, ask.ExitCode, remove.ExitCode));
        JsonElement answer = JsonDocument.Parse(ask.Output).RootElement;
        Assert.NotEmpty(answer.GetProperty("answer").GetString()!);
        Assert.Equal(3, answer.GetProperty("candidates").GetArrayLength());
        Assert.All(answer.GetProperty("candidates").EnumerateArray(), candidate => Assert.Equal("local:acme/tiny", candidate.GetProperty("model").GetString()));
    }

    [Theory]
    [InlineData("acme/unknown", 1)]
    [InlineData("not-a-name", 1)]
    public async Task Pull_NoSuchModel_SaysSoInOneLine(string model, int exitCode)
    {
        _hub.Default = UpstreamReply.Error(404, "no such model");

        CliResult result = await _session.RunAsync("models", "pull", model);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(model, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_WhileAnotherProcessPullsTheModel_IsRefusedAndWorksAfterwards()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Map("GET", "/acme/tiny/resolve/main/model.onnx", _ =>
        {
            asked.TrySetResult();
            return UpstreamReply.Hanging;
        });
        System.Diagnostics.ProcessStartInfo info = FusionProcess.Info(_session.Folder, "dotnet", [FusionProcess.Command, "models", "pull", "acme/tiny"]);
        info.Environment["FUSION_MODELS"] = "models";
        info.Environment["HF_ENDPOINT"] = _hub.Url.ToString();
        using FusionProcess first = FusionProcess.Start(info);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        CliResult second = await _session.RunAsync("models", "pull", "acme/tiny");
        CliResult remove = await _session.RunAsync("models", "remove", "acme/tiny");
        await first.InterruptAsync();
        CliResult stopped = await first.WaitAsync();
        Serve("model.onnx", new string('x', 4_000));
        CliResult third = await _session.RunAsync("models", "pull", "acme/tiny");

        Assert.Equal((1, 2, 130, 0), (second.ExitCode, remove.ExitCode, stopped.ExitCode, third.ExitCode));
        string holder = OperatingSystem.IsLinux() ? $"process {first.Id} (dotnet " : "another process";
        Assert.Contains($"acme/tiny is being pulled or removed by {holder}", second.Error, StringComparison.Ordinal);
        Assert.Contains($"acme/tiny is being pulled or removed by {holder}", remove.Error, StringComparison.Ordinal);
        Assert.Equal(["tiny"], Directory.EnumerateFileSystemEntries(Path.Combine(_session.Folder, "models", "acme")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Pull_BadHubAddress_IsAConfigurationError()
    {
        _session.With("HF_ENDPOINT", "hub");

        CliResult result = await _session.RunAsync("models", "pull", "acme/tiny");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("HF_ENDPOINT", result.Error, StringComparison.Ordinal);
    }

    private void Serve(string file, string content) => Serve(file, Encoding.UTF8.GetBytes(content));

    private void Serve(string file, byte[] content) => _hub.Map(
        "GET", $"/acme/tiny/resolve/main/{file}", _ => new UpstreamReply { RawBody = content, RawContentType = "application/octet-stream" });
}
