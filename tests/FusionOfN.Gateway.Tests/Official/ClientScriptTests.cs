using System.Diagnostics;
using System.Reflection;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Official;

/// <summary>Clients for Node that nobody here wrote, each run as a process on its own packages. Without them the test is skipped, unless <c>FUSION_REQUIRE_NODE</c> is set.</summary>
public sealed class ClientScriptTests
{
    private const string Answer = "Paris lies on the Seine, and has done so for a while.";

    private static readonly string Clients = Path.GetFullPath(Path.Combine(
        typeof(ClientScriptTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ProjectDirectory").Value!, "..", "clients"));

    [Theory]
    [InlineData("ai-sdk-5", 7)]
    [InlineData("ai-sdk-6", 7)]
    [InlineData("ai-sdk-7", 7)]
    [InlineData("openrouter-sdk", 6)]
    [InlineData("anthropic-sdk", 8)]
    [InlineData("openapi-typescript", 3)]
    public async Task CheckScript_AgainstAGateway_PassesEveryCheck(string client, int checks)
    {
        string folder = Path.Combine(Clients, client);
        if (!Directory.Exists(Path.Combine(folder, "node_modules")) && Environment.GetEnvironmentVariable("FUSION_REQUIRE_NODE") is null)
            Assert.Skip($"The client's packages are not installed: run 'npm ci' in {client} with Node 20 or later.");
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = Reply;
        upstream.Map("POST", "/v1/embeddings", _ => UpstreamReply.Raw("""{"object":"list","model":"a","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.5]}],"usage":{"prompt_tokens":2,"total_tokens":2}}"""));
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        ProcessStartInfo start = new("node", "check.mjs") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BASE_URL"] = new Uri(gateway.Url, "/v1").ToString();
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, $"{output}\n{await errors}");
        Assert.Equal(checks, output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    // What the scripts expect: a tool is called until its result is there, JSON is given where it is asked for, a picture is thought about.
    private static UpstreamReply Reply(UpstreamRequest request) =>
        request.Body.Contains("as JSON?", StringComparison.Ordinal) ? Replies.IsFusing(request) ? Replies.Marked("""{"city":"Paris"}""") : """{"city":"Lyon"}"""
        : request.Body.Contains("Weather in Oslo?", StringComparison.Ordinal) && !request.Body.Contains("rain, 4 degrees", StringComparison.Ordinal) ? ToolReplies.Call("Oslo", $"call_{request.Model}")
        : request.Body.Contains("Think: what is this?", StringComparison.Ordinal) && !request.Body.Contains("Capital", StringComparison.Ordinal) ? new UpstreamReply { Text = "A cat.", Reasoning = "A picture." }
        : Replies.Of(request, Answer);
}
