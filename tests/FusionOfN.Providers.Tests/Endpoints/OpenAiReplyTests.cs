using System.Text;
using System.Text.Json;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>Replies as servers that follow the OpenAI API really send them.</summary>
public sealed class OpenAiReplyTests
{
    private const string Stop = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    public static TheoryData<string, string, string> Calls => new()
    {
        { "whole", """{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","function":{"name":"g","arguments":""}}]},"finish_reason":"tool_calls"}]}""", "c1 f {\"a\":1}; c2 g {}" },
        { "whole, arguments as an object", """{"choices":[{"message":{"tool_calls":[{"id":"c1","function":{"name":"f","arguments":{"a":[1,2]}}}]},"finish_reason":"tool_calls"}]}""", "c1 f {\"a\":[1,2]}" },
        { "whole, without ids", """{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"{}"}},{"function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""", "call_0 f {}; call_1 g {}" },
        { "in parts", Events(Part("""{"index":0,"id":"c1","function":{"name":"f","arguments":""}}"""), Part("""{"index":0,"function":{"arguments":"{\"a\""}}"""), Part("""{"index":0,"function":{"arguments":":1}"}}"""), Part("""{"index":1,"id":"c2","function":{"name":"g","arguments":"{}"}}"""), End), "c1 f {\"a\":1}; c2 g {}" },
        { "in parts, without index", Events(Part("""{"id":"c1","function":{"name":"f","arguments":"{\"a\""}}"""), Part("""{"function":{"arguments":":1}"}}"""), Part("""{"id":"c2","function":{"name":"g","arguments":"{}"}}"""), End), "c1 f {\"a\":1}; c2 g {}" },
        { "in parts, all numbered 0", Events(Part("""{"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}}"""), Part("""{"index":0,"id":"c2","function":{"name":"g","arguments":"{}"}}"""), End), "c1 f {}; c2 g {}" },
        { "finished in the same chunk", Events("""{"choices":[{"finish_reason":"tool_calls","delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}}]}}]}"""), "c1 f {}" },
        { "arguments that are no object", Events(Part("""{"index":0,"id":"c1","function":{"name":"f","arguments":"{"}}"""), End), "c1 f broken" },
    };

    public static TheoryData<string, string, string> Texts => new()
    {
        { "content in parts", """{"choices":[{"message":{"content":[{"type":"text","text":"x","annotations":[{"text":"no"}]},{"type":"image_url"},{"type":"text","text":"y"}]},"finish_reason":"stop"}]}""", "xy" },
        { "no finish reason", """{"choices":[{"message":{"content":"x"},"finish_reason":null}]}""", "x" },
        { "a message in a stream", Events("""{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}]}"""), "x" },
        { "a second answer", Events("""{"choices":[{"index":1,"delta":{"content":"no"},"finish_reason":null},{"index":0,"delta":{"content":"x"},"finish_reason":null}]}""", Stop), "x" },
        { "comments, names and empty events", ": hi\n\nevent: x\nid: 4\n" + Events("", Text("x")) + "data:" + Stop + "\r\n\r\ndata: [DONE]\n\n", "x" },
        { "an event of two lines", "data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n", "x" },
        { "text after the end mark", Events(Text("x"), Stop, "[DONE]", Text("late")), "x" },
        { "no error", Events("""{"error":null,"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}"""), "x" },
        { "escapes", Events(Text("ü\\n\\u00fc\\ud83d\\ude00\\\"x\\\""), Stop), "ü\nü😀\"x\"" },
        { "values of other kinds", Events("""{"id":7,"model":null,"created":"now","usage":[],"choices":[{"index":0,"delta":{"content":5,"role":null,"reasoning":{},"tool_calls":{}},"finish_reason":null},3]}""", Text("x"), Stop), "x" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Calls_OfEveryShape_ArePutTogether(string shape, string reply, string expected)
    {
        ChatResponse response = await ReadAsync(reply);

        string calls = string.Join("; ", response.Messages.Single().Contents.OfType<FunctionCallContent>().Select(call =>
            $"{call.CallId} {call.Name} {(call.Exception is null ? JsonSerializer.Serialize(call.Arguments) : "broken")}"));
        Assert.True(expected == calls, $"{shape}: {calls}");
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_OfEveryShape_IsRead(string shape, string reply, string expected)
    {
        ChatResponse response = await ReadAsync(reply);

        Assert.True(expected == response.Text, $"{shape}: {response.Text}");
    }

    [Fact]
    public async Task Text_WithHalfACharacter_KeepsTheRest()
    {
        byte[] reply = [.. "data: {\"choices\":[{\"delta\":{\"content\":\"a"u8, 0xE6, 0x97, .. "\"}}]}\n\n"u8, .. Encoding.UTF8.GetBytes(Events(Text("b"), Stop))];

        ChatResponse response = await ReadAsync(reply, "text/event-stream");

        Assert.Equal("a\uFFFDb", response.Text);
    }

    [Theory]
    [InlineData("text/html", "<html>hello</html>", "the answer is not JSON (content type text/html)")]
    [InlineData("application/json", "[1]", "the answer is not JSON (content type application/json)")]
    [InlineData("application/json", "{\"choices\":[]}", "the answer has no \"choices\"")]
    [InlineData("application/json", "{\"choices\":{}}", "the answer has no \"choices\"")]
    [InlineData("text/event-stream", "data: not json\n\n", "the answer cannot be read")]
    [InlineData("text/event-stream", "data: [1]\n\n", "the answer cannot be read")]
    [InlineData("text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]\n\n", "the answer cannot be read")]
    [InlineData("text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", "the stream ended before the answer was complete")]
    public async Task Reply_ThatIsNone_SaysWhy(string contentType, string reply, string expected)
    {
        EndpointException error = await FailAsync(ReadAsync(Encoding.UTF8.GetBytes(reply), contentType));

        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public async Task Usage_CountedAnewInEachChunk_IsTheLast()
    {
        string reply = Events(
            """{"id":"1","choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}""",
            """{"id":"1","choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9.0,"completion_tokens":2,"total_tokens":11,"cost":0.5}}""");

        ChatResponse response = await ReadAsync(reply);

        Assert.Equal((9, 2, 11), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal(0.5m, response.Messages.Single().AdditionalProperties![FusionProperties.CostUsd]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reply_InTheOtherForm_IsReadAllTheSame(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        string whole = """{"id":"1","model":"m","created":1700000000,"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";
        fixture.Upstream.Enqueue(streamed ? UpstreamReply.Raw(whole) : Reply(Encoding.UTF8.GetBytes(Events(Text("x"), Stop)), "text/event-stream"));
        IChatClient client = fixture.Client();

        ChatResponse response = streamed ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal("x", response.Text);
        if (!streamed) return;
        Assert.Equal(("1", "m", DateTimeOffset.FromUnixTimeSeconds(1700000000), 3), (response.ResponseId, response.ModelId, response.CreatedAt, response.Usage?.TotalTokenCount));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task Stream_CutAnywhere_IsReadWhole(int size)
    {
        string long1 = new('a', 9000);
        string reply = $": hi\r\n\r\ndata: {Text("é")}\r\n\r\n\r\nevent: x\r\ndata: {Text(long1)}\r\n\r\n" + Events(Text("日本"), "", Text("!"), Stop, "[DONE]");
        using Endpoint endpoint = new(
            new EndpointOptions { Name = "cut", BaseUrl = new Uri("http://cut.test/v1") }, new EndpointRuntime { Transport = new CutTransport(Encoding.UTF8.GetBytes(reply), size) });

        ChatResponse response = await StreamAsync(endpoint.GetChatClient("m"));

        Assert.Equal($"é{long1}日本!", response.Text);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/json")]
    public async Task Reply_WithoutEnd_IsGivenUp(string contentType)
    {
        byte[] reply = new byte[(64 * 1024 * 1024) + 1];
        Array.Fill(reply, (byte)'a');
        using Endpoint endpoint = new(
            new EndpointOptions { Name = "endless", BaseUrl = new Uri("http://endless.test/v1") }, new EndpointRuntime { Transport = new CutTransport(reply, reply.Length, contentType) });

        EndpointException error = await FailAsync(StreamAsync(endpoint.GetChatClient("m")));

        Assert.Contains("the answer is larger than 64 MB", error.Message);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Connection_AfterAStream_CarriesTheNextRequest()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client();

        for (int i = 0; i < 3; i++) await StreamAsync(client);

        Assert.Single(fixture.Upstream.Requests.Select(request => request.Connection).Distinct());
    }

    [Fact]
    public async Task Stream_LeftWhileMoreIsAwaited_ClosesTheConnection()
    {
        await using EndpointFixture fixture = await StartAsync();
        TaskCompletionSource never = new();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one ", "two"], PieceGate = index => index == 1 ? never.Task : Task.CompletedTask });

        await foreach (ChatResponseUpdate update in fixture.Client().GetStreamingResponseAsync("hi", cancellationToken: Cancel))
        {
            if (update.Text.Length > 0) break;
        }

        await fixture.Upstream.Meter.WaitForAbortedAsync(1, Cancel);
    }

    private static string Events(params string[] data) => string.Concat(data.Select(json => $"data: {json}\n\n"));

    private static string Text(string text) => $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""";

    private static string Part(string call) => $$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{call}}]},"finish_reason":null}]}""";

    private static string End => """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""";

    private static UpstreamReply Reply(byte[] bytes, string contentType) => new() { RawBody = bytes, RawContentType = contentType };

    private static Task<ChatResponse> ReadAsync(string reply) =>
        ReadAsync(Encoding.UTF8.GetBytes(reply), reply.StartsWith('{') ? "application/json" : "text/event-stream");

    private static async Task<ChatResponse> ReadAsync(byte[] reply, string contentType)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(Reply(reply, contentType));
        IChatClient client = fixture.Client();
        return contentType == "text/event-stream" ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);
    }
}
