using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>
/// What a key that is not an admin's is told of failures: kind, status, endpoint and model, and nowhere an address or the words of a server.
/// Whoever runs the gateway is told everything.
/// </summary>
public sealed class BriefReasonTests
{
    /// <summary>What upstream servers say in these tests.</summary>
    private const string Said = "disk 4711 of db-host.internal is on fire";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faults => new()
    {
        { "all members", "endpoint 'up', model 'a': the server failed (HTTP 500)." },
        { "one member", "endpoint 'up', model 'b': the server failed (HTTP 500)." },
        { "member in its stream", "endpoint 'up', model 'b': the server failed (HTTP 500)." },
        { "member refuses", "The provider flagged a refusal." },
        { "no connection", "endpoint 'up', model 'a': no connection." },
        { "fusor", "Fusor 'f': failed, endpoint 'up', model 'f': the server failed (HTTP 500)." },
        { "fusor, and no fallback", "Fusor 'f': failed, endpoint 'up', model 'f': the server failed (HTTP 500)." },
        { "fusor in its stream", "endpoint 'up', model 'f': the server failed (HTTP 500)." },
        { "judge", "Scorer 'judge' could not score candidate 0: endpoint 'up', model 'f': the server failed (HTTP 500)." },
        { "choosing judge", "The judge did not choose (endpoint 'up', model 'f': the server failed (HTTP 500).)" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Failure_PlainKeyEverywhere_IsToldInShort(string fault, string told)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await StartAsync(upstream, fault);
        string plain = (await gateway.Store.Keys.MakeAsync(new NewKey("plain"), Cancel)).Secret;
        string admin = (await gateway.Store.Keys.MakeAsync(new NewKey("boss") { IsAdmin = true }, Cancel)).Secret;

        string all = "";
        foreach (string path in (string[])["/v1/chat/completions", "/v1/responses"])
        {
            foreach (bool isStreamed in (bool[])[false, true])
            {
                (string text, string run) = await AskAsync(gateway, path, fault, isStreamed, plain);
                all += text;
                AssertSaysNothing(text, upstream);

                await gateway.Store.FlushAsync(Cancel);
                string receipt = await ReadReceiptAsync(gateway, run, plain);
                AssertSaysNothing(receipt, upstream);
                Assert.Contains(told, receipt, StringComparison.Ordinal);
                AssertSaysAll(await ReadReceiptAsync(gateway, run, admin), upstream, fault);
                AssertSaysAll((await gateway.Store.FindRunAsync(run, Cancel))!.ReceiptJson!, upstream, fault);
            }
        }

        Assert.Contains(told, all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failure_AdminKeyOrNoneOnLoopback_IsToldWhole(bool hasKey)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await StartAsync(upstream, "all members");
        string? admin = hasKey ? (await gateway.Store.Keys.MakeAsync(new NewKey("boss") { IsAdmin = true }, Cancel)).Secret : null;

        foreach (string path in (string[])["/v1/chat/completions", "/v1/responses"])
        {
            foreach (bool isStreamed in (bool[])[false, true])
            {
                (string text, string run) = await AskAsync(gateway, path, "all members", isStreamed, admin);
                AssertSaysAll(text, upstream, "all members");
                await gateway.Store.FlushAsync(Cancel);
                AssertSaysAll(await ReadReceiptAsync(gateway, run, admin), upstream, "all members");
            }
        }
    }

    [Fact]
    public async Task Failure_NoKeyNeededOnAnOpenAddress_IsToldInShort()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await StartAsync(upstream, "all members", options => options with
        {
            Configuration = options.Configuration with { Listen = new Uri("http://0.0.0.0:0") },
            AllowAnonymous = true,
        });

        gateway.Http.BaseAddress = new UriBuilder(gateway.Url) { Host = "127.0.0.1" }.Uri;

        (string text, string run) = await AskAsync(gateway, "/v1/chat/completions", "all members", isStreamed: false, key: null);
        await gateway.Store.FlushAsync(Cancel);

        AssertSaysNothing(text, upstream);
        AssertSaysNothing(await ReadReceiptAsync(gateway, run, key: null), upstream);
    }

    [Fact]
    public void Of_ReceiptOfAVersionWithoutShortReasons_LosesWhatServersSaid()
    {
        FusionReceipt old = ReceiptJson.Read($$"""
            { "format": 1, "run_id": "run_1", "started_at": "2026-03-04T12:00:00+00:00", "recipe": "r", "aggregator": "fusion", "status": "failed", "prompt_hash": "",
              "usage": { "input_tokens": 0, "output_tokens": 0 },
              "calls": [
                { "role": "panel", "requested_model": "a", "state": "failed", "failure": { "reason": "{{Said}}", "status_code": 500 } },
                { "role": "panel", "requested_model": "b", "state": "timed_out", "failure": { "reason": "No complete answer within the panel timeout of 90 s." } } ] }
            """);

        FusionReceipt brief = BriefReasons.Of(old);

        Assert.Equal(["failed (HTTP 500)", "No complete answer within the panel timeout of 90 s."], brief.Calls.Select(call => call.Failure!.Reason));
    }

    private static async Task<TestGateway> StartAsync(FakeUpstream upstream, string fault, Func<GatewayOptions, GatewayOptions>? change = null)
    {
        upstream.OnRequest = request => (fault, request.Model) switch
        {
            ("all members", _) or ("one member", "b") or ("judge" or "choosing judge" or "fusor" or "fusor, and no fallback", "f") => UpstreamReply.Error(500, Said),
            ("member in its stream", "b") or ("fusor in its stream", "f") => new UpstreamReply { Pieces = ["<fused_answer>\nParis, on ", "the Seine", " and more"], ErrorAfterPieces = 2, ErrorMessage = Said },
            ("member refuses", "b") => new UpstreamReply { Refusal = Said },
            _ => Replies.Of(request, "fused") with { Text = Replies.IsFusing(request) ? "<fused_answer>fused</fused_answer>" : $"candidate of {request.Model}" },
        };
        string configuration = $$"""
            {{TestGateway.Configuration}}
              judged: { panel: [a, b, c], aggregator: best-of-n, scorer: judge }
              chosen: { panel: [a, b, c], aggregator: universal-self-consistency, judge: f }
            scorers:
              judge: { kind: judge, judge: f }
            """;
        if (fault == "no connection")
            configuration = configuration.Replace("$URL", "http://127.0.0.1:9/v1", StringComparison.Ordinal);
        return await TestGateway.StartAsync(upstream, configuration, change);
    }

    private static async Task<(string Text, string Run)> AskAsync(TestGateway gateway, string path, string fault, bool isStreamed, string? key)
    {
        JsonObject fusion = new() { ["expose"] = "full" };
        if (fault == "fusor, and no fallback")
            fusion["fallback"] = new JsonObject { ["policy"] = "fail" };
        JsonObject body = new()
        {
            ["model"] = fault switch { "judge" => "fusion/judged", "choosing judge" => "fusion/chosen", _ => "fusion" },
            ["stream"] = isStreamed,
            ["fusion"] = fusion,
        };
        if (isStreamed)
            body["stream_options"] = new JsonObject { ["include_fusion_events"] = true };
        if (path.EndsWith("responses", StringComparison.Ordinal))
            body["input"] = "hello";
        else
            body["messages"] = TestGateway.Ask("hello");
        using HttpResponseMessage response = await gateway.PostAsync(path, body, key is null ? [] : [("Authorization", $"Bearer {key}")]);
        return (await response.Content.ReadAsStringAsync(Cancel), Assert.Single(response.Headers.GetValues("x-fusion-run-id")));
    }

    private static async Task<string> ReadReceiptAsync(TestGateway gateway, string run, string? key)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/v1/fusion/runs/{run}");
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        using HttpResponseMessage response = await gateway.Http.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private static void AssertSaysNothing(string text, FakeUpstream upstream)
    {
        Assert.DoesNotContain("disk 4711", text, StringComparison.Ordinal);
        Assert.DoesNotContain("on fire", text, StringComparison.Ordinal);
        Assert.DoesNotContain($":{upstream.Url.Port}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"brief", text, StringComparison.Ordinal);
    }

    private static void AssertSaysAll(string text, FakeUpstream upstream, string fault)
    {
        if (fault == "no connection")
        {
            Assert.Contains("http://127.0.0.1:9/v1", text, StringComparison.Ordinal);
            return;
        }

        Assert.Contains(Said, text, StringComparison.Ordinal);
        if (fault != "member refuses")
            Assert.Contains(upstream.OpenAiUrl.ToString(), text, StringComparison.Ordinal);
    }
}
