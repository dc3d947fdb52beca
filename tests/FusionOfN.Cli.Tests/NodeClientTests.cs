using System.Diagnostics;
using System.Reflection;

namespace FusionOfN.Cli.Tests;

/// <summary>
/// The official openai client for Node against a real <c>fusion serve</c> on the models in the box. Without Node or its packages the test is skipped,
/// unless <c>FUSION_REQUIRE_NODE</c> is set.
/// </summary>
public sealed class NodeClientTests : IDisposable
{
    private static readonly string Scripts = Path.GetFullPath(Path.Combine(
        typeof(NodeClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ProjectDirectory").Value!, "..", "clients", "openai-node"));

    private readonly CliSession _session = new();

    [Fact]
    public async Task ServeScript_AgainstARealProcess_PassesEveryCheck()
    {
        if (!Directory.Exists(Path.Combine(Scripts, "node_modules", "openai")) && Environment.GetEnvironmentVariable("FUSION_REQUIRE_NODE") is null)
            Assert.Skip($"The client's packages are not installed: run 'npm ci' in {Path.GetFileName(Scripts)} with Node 20 or later.");
        await using ServeProcess serve = await ServeProcess.StartAsync(_session.Folder);
        ProcessStartInfo start = new("node", "serve.mjs") { WorkingDirectory = Scripts, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BASE_URL"] = new Uri(serve.Url, "/v1").ToString();

        using Process node = Process.Start(start)!;
        Task<string> output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, $"{await output}\n{await errors}");
        Assert.Equal(["ok models", "ok chat", "ok chat stream", "ok responses stream"], (await output).Trim().Split('\n'));
    }

    public void Dispose() => _session.Dispose();
}
