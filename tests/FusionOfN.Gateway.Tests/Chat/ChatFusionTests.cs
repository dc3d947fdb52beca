using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Chat;

/// <summary>What comes back from a fusion over chat completions: answer, usage, receipt, headers, formats, tools.</summary>
public sealed class ChatFusionTests
{
    private static readonly JsonObject Schema = new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("city"),
        ["additionalProperties"] = false,
    };

    private static readonly JsonArray Tools = [new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = "weather", ["parameters"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } } } },
    }];

    [Fact]
    public async Task Chat_OneMemberDown_IsPartialAndSaysWhoIsMissing()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model == "b" ? UpstreamReply.Error(500, "on fire") : Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") });

        JsonObject answer = await TestGateway.ReadAsync(response);
        Assert.Equal("fused", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal("partial", Assert.Single(response.Headers.GetValues("x-fusion-status")));
        Assert.Equal("2/3", Assert.Single(response.Headers.GetValues("x-fusion-panel")));
        Assert.Equal((string?)answer["fusion"]!["run_id"], Assert.Single(response.Headers.GetValues("x-fusion-run-id")));
        Assert.True((bool)answer["fusion"]!["degraded"]!);
        JsonNode failed = Assert.Single(answer["fusion"]!["failed_models"]!.AsArray())!;
        Assert.Equal("b", (string?)failed["model"]);
        Assert.Equal(500, (int)failed["status_code"]!);
        Assert.Equal(45, (int)answer["usage"]!["total_tokens"]!);
        Assert.Equal("f", (string?)answer["model"]);
        Assert.Null(answer["fusion"]!["responses"]);
    }

    [Fact]
    public async Task Chat_AttributionAskedFor_NamesSourcesThatTheFusorSaw()
    {
        const string Answer = "The capital of Poland is Warsaw. Splendid of it.";
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model switch
        {
            "a" => UpstreamReply.FromString("The capital of Poland is Warsaw."),
            "b" => UpstreamReply.FromString("One of the towns there."),
            "c" => UpstreamReply.Error(500, "on fire"),
            _ => Replies.Of(request, Answer),
        };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi"), ["fusion"] = new JsonObject { ["attribution"] = true } });

        JsonArray spans = (await TestGateway.ReadAsync(response))["fusion"]!["attribution"]!.AsArray();
        Assert.Equal(Answer, string.Concat(spans.Select(span => Answer.Substring((int)span!["start"]!, (int)span["length"]!))));
        Assert.Equal(["copied [0] []", "new [] []", "too_short [] [0,1]", "new [] []", "too_short [] [0,1]"], spans.Select(span =>
            $"{span!["kind"]} {span["candidates"]!.ToJsonString()} {span["possible"]!.ToJsonString()}"));
    }

    [Fact]
    public async Task Chat_AllMembersFail_Is502WithEachReasonAndNoAnswerText()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model == "a" ? UpstreamReply.Error(500, "on fire") : UpstreamReply.RateLimited();
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") });

        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("all_panels_failed", (string?)error["failure_reason"]);
        Assert.Equal(["a", "b", "c"], error["failed_models"]!.AsArray().Select(failed => (string?)failed!["model"]));
    }

    [Fact]
    public async Task Chat_StreamThatFailsBeforeItsFirstByte_HasAStatusOfItsOwn()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.RateLimited();
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "fusion", ["stream"] = true, ["messages"] = TestGateway.Ask("hi") });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("rate_limited", (string?)(await TestGateway.ReadAsync(response))["error"]!["failure_reason"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_JsonSchema_HoldsForTheFinalAnswer(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request) ? Replies.Marked("not json at all")
            : request.Body.Contains("required format", StringComparison.Ordinal) ? """{"city":"Paris"}"""
            : """{"town":"Paris"}""";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        JsonObject body = new() { ["model"] = "fusion", ["stream"] = stream, ["messages"] = TestGateway.Ask("hi"), ["response_format"] = Format() };

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", body);

        string answer = stream ? await ServerEvents.TextAsync(response) : (string)(await TestGateway.ReadAsync(response))["choices"]![0]!["message"]!["content"]!;
        Assert.Equal("""{"city":"Paris"}""", answer);
        Assert.All(upstream.Requests.Where(request => !Replies.IsFusing(request)), request => Assert.Equal("json_schema", (string?)request.Json["response_format"]!["type"]));
    }

    [Fact]
    public async Task Chat_NothingFitsTheSchema_IsATypedError()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, """{"city":5}""");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi"), ["response_format"] = Format() });

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("judge_schema_mismatch", (string?)(await TestGateway.ReadAsync(response))["error"]!["failure_reason"]);
    }

    [Fact]
    public async Task Chat_PanelProposesTools_OneTurnWithTheMostVotedCallComesOut()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => ToolReplies.Call(request.Model == "c" ? "Rome" : "Oslo", $"call-{request.Model}");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("Weather in Oslo?"), ["tools"] = Tools.DeepClone() });

        JsonNode call = Assert.Single(answer["choices"]![0]!["message"]!["tool_calls"]!.AsArray())!;
        Assert.Equal("tool_calls", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal("weather", (string?)call["function"]!["name"]);
        Assert.Equal("""{"city":"Oslo"}""", (string?)call["function"]!["arguments"]);
        Assert.Equal(3, upstream.Requests.Count);
    }

    [Fact]
    public async Task Chat_TurnThatAnswersAToolResult_FusesOnceAndEveryoneSeesTheResult()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Sunny in Oslo.");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        JsonArray history = TestGateway.Ask("Weather in Oslo?");
        history.Add(new JsonObject
        {
            ["role"] = "assistant",
            ["tool_calls"] = new JsonArray(new JsonObject
            {
                ["id"] = "call-1",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "weather", ["arguments"] = """{"city":"Oslo"}""" },
            }),
        });
        history.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = "call-1", ["content"] = "21 degrees, sun" });

        JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "fusion", ["messages"] = history, ["tools"] = Tools.DeepClone() });

        Assert.Equal("Sunny in Oslo.", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Single(upstream.Requests, Replies.IsFusing);
        Assert.All(upstream.Requests, request => Assert.Contains("21 degrees, sun", request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chat_PlainModel_PassesStraightThroughAndStreamsAsItArrives()
    {
        TaskCompletionSource gate = new();
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Pieces = ["first ", "second"], Reasoning = "hm", PieceGate = piece => piece == 0 ? Task.CompletedTask : gate.Task };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "a", ["stream"] = true, ["messages"] = TestGateway.Ask("hi") });
        List<string> pieces = [];
        await foreach (JsonObject chunk in ServerEvents.ReadAsync(response))
        {
            if ((string?)chunk["choices"]?.AsArray().FirstOrDefault()?["delta"]?["content"] is { } piece)
            {
                pieces.Add(piece);
                gate.TrySetResult();
            }
        }

        Assert.Equal("first second", string.Concat(pieces));
        UpstreamRequest sent = Assert.Single(upstream.Requests);
        Assert.False(sent.Headers.ContainsKey("x-fusion-depth"));
    }

    [Fact]
    public async Task Chat_FromInsideAFusion_IsRefusedAndItsOwnCallsSayHowDeepTheyAre()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        JsonObject body = new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") };

        await gateway.ChatAsync(body);
        string depth = upstream.Requests[0].Headers["x-fusion-depth"];
        using HttpResponseMessage own = await gateway.PostAsync("/v1/chat/completions", body, ("x-fusion-depth", depth));
        using HttpResponseMessage other = await gateway.PostAsync("/v1/chat/completions", body, ("x-openrouter-fusion-depth", "1"));

        Assert.StartsWith("1;", depth, StringComparison.Ordinal);
        foreach (HttpResponseMessage response in new[] { own, other })
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
            Assert.Equal("fusion_invocation_capped", (string?)error["failure_reason"]);
            Assert.Equal(response == own, ((string)error["message"]!).Contains("its own fusion", StringComparison.Ordinal));
        }
    }

    private static JsonObject Format() => new()
    {
        ["type"] = "json_schema",
        ["json_schema"] = new JsonObject { ["name"] = "place", ["schema"] = Schema.DeepClone(), ["strict"] = true },
    };
}
