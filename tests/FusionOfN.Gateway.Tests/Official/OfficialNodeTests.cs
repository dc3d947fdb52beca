using System.Diagnostics;
using System.Reflection;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Official;

/// <summary>The official openai client for Node, run as a process. Without Node or its packages the test is skipped, unless <c>FUSION_REQUIRE_NODE</c> is set.</summary>
public sealed class OfficialNodeTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(
        typeof(OfficialNodeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ProjectDirectory").Value!, "..", "clients", "openai-node"));

    [Fact]
    public async Task CheckScript_AgainstAGateway_PassesEveryCheck()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "openai")) && Environment.GetEnvironmentVariable("FUSION_REQUIRE_NODE") is null)
            Assert.Skip($"The client's packages are not installed: run 'npm ci' in {Path.GetFileName(Folder)} with Node 20 or later.");
        TaskCompletionSource firstPiece = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request) && request.Body.Contains("in pieces?", StringComparison.Ordinal)
            ? new UpstreamReply
            {
                Pieces = ["<fused_answer>\nParis lies on the Seine, and has done", " so for a while.\n</fused_answer>"],
                PieceGate = piece => piece == 0 ? Task.CompletedTask : firstPiece.Task.WaitAsync(CallMeter.Patience),
            }
            : Reply(request);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using Process node = Start(new Uri(gateway.Url, "/v1"));
        Task<string> errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        List<string> output = [];
        while (await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            output.Add(line);
            if (line == "first piece")
                firstPiece.TrySetResult();
        }

        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, $"{string.Join('\n', output)}\n{await errors}");
        Assert.Equal(13, output.Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    // What check.mjs expects: a tool is called until its result is there, JSON is given where it is asked for.
    private static UpstreamReply Reply(UpstreamRequest request) =>
        request.Body.Contains("as JSON?", StringComparison.Ordinal) ? Replies.IsFusing(request) ? Replies.Marked("""{"city":"Paris"}""") : """{"city":"Lyon"}"""
        : request.Body.Contains("Weather in Oslo?", StringComparison.Ordinal) && !request.Body.Contains("rain, 4 degrees", StringComparison.Ordinal) ? ToolReplies.Call("Oslo", $"call_{request.Model}")
        : Replies.Of(request, "Paris lies on the Seine, and has done so for a while.");

    private static Process Start(Uri url)
    {
        ProcessStartInfo start = new("node", "check.mjs") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BASE_URL"] = url.ToString();
        return Process.Start(start)!;
    }
}
