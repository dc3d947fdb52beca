using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Gateway.Tests.Transcripts;

/// <summary>What goes over the wire, byte for byte but for ids and times. The panel is asked one after the other, so that the order is always the same.</summary>
public sealed class TranscriptTests
{
    private static readonly string Serial = TestGateway.Configuration.Replace("panel: [a, b, c]", "panel: [a, b, c], max_concurrency: 1", StringComparison.Ordinal);

    [Theory]
    [InlineData("chat", "/v1/chat/completions", """{"model":"fusion","messages":[{"role":"user","content":"Capital of France?"}]}""")]
    [InlineData("chat-stream", "/v1/chat/completions", """{"model":"fusion","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Capital of France?"}]}""")]
    [InlineData("chat-stream-events", "/v1/chat/completions", """{"model":"fusion","stream":true,"stream_options":{"include_fusion_events":true},"messages":[{"role":"user","content":"Capital of France?"}]}""")]
    [InlineData("chat-stream-plain", "/v1/chat/completions", """{"model":"a","stream":true,"messages":[{"role":"user","content":"Capital of France?"}]}""")]
    [InlineData("responses", "/v1/responses", """{"model":"fusion","input":"Capital of France?"}""")]
    [InlineData("responses-stream", "/v1/responses", """{"model":"fusion","stream":true,"input":"Capital of France?"}""")]
    [InlineData("responses-stream-events", "/v1/responses", """{"model":"fusion","stream":true,"stream_options":{"include_fusion_events":true},"input":"Capital of France?"}""")]
    [InlineData("responses-stream-plain", "/v1/responses", """{"model":"a","stream":true,"input":"Capital of France?"}""")]
    public async Task Post_Answered_IsAsApproved(string name, string path, string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        ClientPace pace = new();
        upstream.OnRequest = request => request.Model == "b" ? UpstreamReply.Error(503, "overloaded")
            : !Replies.IsFusing(request) ? new UpstreamReply { Pieces = [$"candidate of {request.Model}"], Reasoning = "France, so ..." }
            : name.Contains("stream", StringComparison.Ordinal) ? Replies.InPieces(pace, "Paris, on", " the Seine.")
            : Replies.Marked("Paris, on the Seine.");

        Approved.Check(name, await ExchangeAsync(upstream, path, body, pace));
    }

    [Theory]
    [InlineData("chat-stream-tools", "/v1/chat/completions", """{"model":"fusion","stream":true,"messages":[{"role":"user","content":"Weather in Oslo?"}],"tools":[{"type":"function","function":{"name":"weather"}}]}""")]
    [InlineData("responses-stream-tools", "/v1/responses", """{"model":"fusion","stream":true,"input":"Weather in Oslo?","tools":[{"type":"function","name":"weather"}]}""")]
    public async Task Post_ToolsWanted_IsAsApproved(string name, string path, string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => ToolReplies.Call("Oslo", $"call_{request.Model}");

        Approved.Check(name, await ExchangeAsync(upstream, path, body));
    }

    [Theory]
    [InlineData("chat-failed", "/v1/chat/completions", """{"model":"fusion","messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("responses-failed", "/v1/responses", """{"model":"fusion","input":"hi"}""")]
    [InlineData("responses-stream-failed", "/v1/responses", """{"model":"fusion","stream":true,"input":"hi"}""")]
    public async Task Post_AllMembersFail_IsAsApproved(string name, string path, string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Error(500, "on fire");

        Approved.Check(name, await ExchangeAsync(upstream, path, body));
    }

    /// <summary>What a key that is not an admin's is told.</summary>
    [Theory]
    [InlineData("chat-failed-key", "/v1/chat/completions", """{"model":"fusion","messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("responses-stream-failed-key", "/v1/responses", """{"model":"fusion","stream":true,"stream_options":{"include_fusion_events":true},"input":"hi"}""")]
    public async Task Post_AllMembersFailForAPlainKey_IsAsApproved(string name, string path, string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Error(500, "on fire");

        Approved.Check(name, await ExchangeAsync(upstream, path, body, withKey: true));
    }

    [Theory]
    [InlineData("chat-stream-broken", "/v1/chat/completions", """{"model":"fusion","stream":true,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("responses-stream-broken", "/v1/responses", """{"model":"fusion","stream":true,"input":"hi"}""")]
    public async Task Post_FusorDiesInTheMiddleOfItsAnswer_IsAsApproved(string name, string path, string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        ClientPace pace = new();
        upstream.OnRequest = request => Replies.IsFusing(request)
            ? pace.Set(new UpstreamReply { Pieces = ["<comparison>\nx\n</comparison>\n<fused_answer>\nParis, on ", "the Seine, for", " long"], ErrorAfterPieces = 2 })
            : $"candidate of {request.Model}";

        Approved.Check(name, await ExchangeAsync(upstream, path, body, pace));
    }

    /// <summary>Status, headers of ours, and the body.</summary>
    private static async Task<string> ExchangeAsync(FakeUpstream upstream, string path, string body, ClientPace? pace = null, bool withKey = false)
    {
        // A clock that stands still: nothing is kept alive, however slow the machine is.
        await using TestGateway gateway = await TestGateway.StartAsync(upstream, Serial, options => options with { TimeProvider = new FakeTimeProvider() });
        (string Name, string Value)[] key = withKey
            ? [("Authorization", $"Bearer {(await gateway.Store.Keys.MakeAsync(new NewKey("plain"), TestContext.Current.CancellationToken)).Secret}")]
            : [];
        using HttpResponseMessage response = await gateway.PostAsync(path, JsonNode.Parse(body)!.AsObject(), key);
        IEnumerable<string> headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key.StartsWith("x-", StringComparison.OrdinalIgnoreCase) || header.Key is "Content-Type" or "Cache-Control")
            .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => $"{header.Key.ToLowerInvariant()}: {string.Join(", ", header.Value)}");
        bool isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        string text = isStream ? await ReadEventsAsync(response, pace) : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"POST {path}\n{body}\n\n{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{text}\n";
    }

    private static async Task<string> ReadEventsAsync(HttpResponseMessage response, ClientPace? pace)
    {
        StringBuilder text = new();
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            text.Append(line).Append('\n');
            if (line.Contains("\"delta\":{\"content\":\"", StringComparison.Ordinal) || line.Contains("\"role\":\"assistant\",\"content\":\"", StringComparison.Ordinal)
                || line.Contains("\"type\":\"response.output_text.delta\"", StringComparison.Ordinal))
                pace?.Note();
        }

        return text.ToString();
    }
}
