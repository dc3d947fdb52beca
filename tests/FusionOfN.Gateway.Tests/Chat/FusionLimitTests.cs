using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Chat;

/// <summary>A fusion keeps to what the request allows its answer, whatever its fusor writes around it.</summary>
public sealed class FusionLimitTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 600).Select(number => $"word{number}"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_FusorWritesMoreThanIsAllowed_TheAnswerEndsAtTheLimitAndSaysSo(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, Long);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        (string text, string? finish) = await AskAsync(gateway, stream, new() { ["max_completion_tokens"] = 50 });

        Assert.InRange(text.Split(' ').Length, 20, 50);
        Assert.StartsWith(text, Long, StringComparison.Ordinal);
        Assert.Equal("length", finish);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_FusorIsCutInsideItsAnswer_WhatItWroteIsTheAnswer(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request)
            ? new UpstreamReply { Text = "<comparison>\nx\n</comparison>\n<fused_answer>\nParis lies on the", FinishReason = "length" }
            : $"candidate of {request.Model}";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        (string text, string? finish) = await AskAsync(gateway, stream, new() { ["max_tokens"] = 400 });

        Assert.Equal(("Paris lies on the", "length"), (text, finish));
        Assert.Equal(4, upstream.Requests.Count);
    }

    [Fact]
    public async Task Responses_FusorWritesMoreThanIsAllowed_IsIncompleteWithItsText()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, Long);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/responses", new() { ["model"] = "fusion", ["input"] = "hi", ["max_output_tokens"] = 50 });

        JsonObject answer = await TestGateway.ReadAsync(response);
        Assert.Equal("incomplete", (string?)answer["status"]);
        Assert.Equal("max_output_tokens", (string?)answer["incomplete_details"]!["reason"]);
        Assert.StartsWith("word1 word2", (string?)answer["output"]![0]!["content"]![0]!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Paris, on the Seine.", 10)]
    [InlineData("巴黎在塞纳河上。", 10)]
    [InlineData("Ja.", 1)]
    public async Task Chat_AnswerThatFits_KeepsItsEnd(string fused, int limit)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, fused);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        Assert.Equal((fused, "stop"), await AskAsync(gateway, stream: false, new() { ["max_completion_tokens"] = limit }));
    }

    [Fact]
    public async Task Chat_LimitThatIsLargeForTheFusorsWindow_LeavesRoomForTheCandidates()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("context_window: 20000, max_output: 2000", "context_window: 2000", StringComparison.Ordinal));

        foreach (int limit in (int[])[300, 32_000])
        {
            JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "fusion", ["max_tokens"] = limit, ["messages"] = TestGateway.Ask("hi") });

            Assert.Equal("full", (string?)answer["fusion"]!["status"]);
            Assert.Equal("fused", (string?)answer["choices"]![0]!["message"]!["content"]);
        }
    }

    [Theory]
    [InlineData(false, "END")]
    [InlineData(true, "END")]
    [InlineData(true, " END")]
    public async Task Chat_StopTextInTheFusedAnswer_EndsIt(bool stream, string stop)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request)
            ? new UpstreamReply { Pieces = ["<fused_answer>\none two E", "N", "D three", "\n</fused_answer>"] }
            : $"candidate of {request.Model}";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        Assert.Equal(("one two", "stop"), await AskAsync(gateway, stream, new() { ["stop"] = new JsonArray(stop, "never") }));
    }

    [Fact]
    public async Task Chat_MembersCallToolsAndSaySo_TheTextStandsBesideTheCall()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply
        {
            RawContentType = "text/event-stream",
            RawBody = System.Text.Encoding.UTF8.GetBytes("""
                data: {"id":"u","model":"m","choices":[{"index":0,"delta":{"content":"I look it up."}}]}

                data: {"id":"u","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"weather","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}

                data: [DONE]


                """),
        };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        JsonArray tools = [new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = "weather" } }];

        foreach (string model in (string[])["fusion", "a"])
        {
            JsonNode message = (await gateway.ChatAsync(new() { ["model"] = model, ["messages"] = TestGateway.Ask("hi"), ["tools"] = tools.DeepClone() }))["choices"]![0]!["message"]!;
            Assert.Equal("I look it up.", (string?)message["content"]);
            Assert.Single(message["tool_calls"]!.AsArray());

            using HttpResponseMessage stream = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = model, ["stream"] = true, ["messages"] = TestGateway.Ask("hi"), ["tools"] = tools.DeepClone() });
            Assert.Equal("I look it up.", await ServerEvents.TextAsync(stream));

            JsonObject ask = new() { ["model"] = model, ["input"] = "hi", ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "weather" }) };
            using HttpResponseMessage response = await gateway.PostAsync("/v1/responses", ask);
            Assert.Equal(["message", "function_call"], (await TestGateway.ReadAsync(response))["output"]!.AsArray().Select(item => (string?)item!["type"]));

            ask["stream"] = true;
            using HttpResponseMessage streamed = await gateway.PostAsync("/v1/responses", ask);
            string[] lines = (await streamed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');
            List<JsonNode> events = [.. lines.Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!)];
            JsonArray output = events[^1]["response"]!["output"]!.AsArray();
            List<JsonNode> done = [.. events.Where(step => (string?)step["type"] == "response.output_item.done").Select(step => step["item"]!)];
            Assert.Equal(["message", "function_call"], output.Select(item => (string?)item!["type"]));
            Assert.True(output.Zip(done).All(pair => JsonNode.DeepEquals(pair.First, pair.Second)));
        }
    }

    private static async Task<(string Text, string? Finish)> AskAsync(TestGateway gateway, bool stream, JsonObject fields)
    {
        fields["model"] = "fusion";
        fields["messages"] = TestGateway.Ask("hi");
        fields["stream"] = stream;
        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        if (!stream)
        {
            JsonNode choice = (await TestGateway.ReadAsync(response))["choices"]![0]!;
            return ((string)choice["message"]!["content"]!, (string?)choice["finish_reason"]);
        }

        string text = "";
        string? finish = null;
        await foreach (JsonObject chunk in ServerEvents.ReadAsync(response))
        {
            text += (string?)chunk["choices"]![0]!["delta"]!["content"];
            finish ??= (string?)chunk["choices"]![0]!["finish_reason"];
        }

        return (text, finish);
    }
}
