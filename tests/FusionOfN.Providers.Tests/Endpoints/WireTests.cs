using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>What servers send beyond the standard; see docs/wire.md.</summary>
public sealed class WireTests
{
    private const string AnthropicDelta = """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"TEXT"}}""";
    private const string OllamaLine = """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"TEXT"},"done":false}""";
    private const string Stop = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    public static TheoryData<string, long?, long?, long?, long?> Usages => new()
    {
        { """{"prompt_tokens":10,"completion_tokens":9,"total_tokens":19}""", 10, 9, null, null },
        { """{"prompt_tokens":-1,"completion_tokens":-5,"total_tokens":-6}""", null, null, null, null },
        { """{"prompt_tokens":10,"completion_tokens":9,"total_tokens":249,"completion_tokens_details":{"reasoning_tokens":230}}""", 10, 239, null, 230 },
        { """{"prompt_tokens":10,"completion_tokens":9,"completion_tokens_details":{"reasoning_tokens":230}}""", 10, 239, null, 230 },
        { """{"prompt_tokens":10,"completion_tokens":239,"total_tokens":249,"completion_tokens_details":{"reasoning_tokens":230}}""", 10, 239, null, 230 },
        { """{"prompt_tokens":10,"completion_tokens":9,"total_tokens":249}""", 10, 239, null, null },
        { """{"prompt_tokens":"10","completion_tokens":"9"}""", 10, 9, null, null },
        { """{"prompt_tokens":10.5,"completion_tokens":1e400,"total_tokens":null}""", null, null, null, null },
        { """{"prompt_tokens":9223372036854775807,"completion_tokens":3}""", null, 3, null, null },
        { """{"prompt_tokens":10,"total_tokens":15}""", 10, 5, null, null },
        { """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":0}""", 10, 5, null, null },
        { """{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}""", 10, 5, 4, null },
        { """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":515,"prompt_tokens_details":{"cached_tokens":500}}""", 510, 5, 500, null },
        { """{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":500}}""", 10, 5, null, null },
        { """{"input_tokens":10,"output_tokens":5,"cached_tokens":3}""", 10, 5, 3, null },
        { """{"prompt_tokens":{"n":1},"completion_tokens":[2],"total_tokens":"many"}""", null, null, null, null },
    };

    public static TheoryData<string, string> Texts => new()
    {
        { "half a character at the end of a chunk", Events(Text("Hi \\ud83d"), Text("\\ude00 there"), Stop) },
        { "blank data lines", "data:   \n\n" + Events(Text("Hi 😀 there")) + "data: \t\n\n" + Events(Stop) },
        { "a byte-order mark before the second event", Events(Text("Hi 😀")) + "\uFEFF" + Events(Text(" there"), Stop) },
        { "one line end between events", $"data: {Text("Hi 😀")}\ndata: {Text(" there")}\ndata: {Stop}\ndata: [DONE]\n" },
        { "names and one line end", $"event: message\ndata: {Text("Hi 😀")}\nevent: message\ndata: {Text(" there")}\nevent: message\ndata: {Stop}\n" },
        { "lone CR", (Events(Text("Hi 😀"), Text(" there"), Stop) + "data: [DONE]\n\n").Replace('\n', '\r') },
        { "CR LF", (Events(Text("Hi 😀"), Text(" there"), Stop) + "data: [DONE]\n\n").Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "a last event without an end", $"data: {Text("Hi 😀 there")}\n\ndata: {Stop}" },
        { "an end mark and no finish reason", Events(Text("Hi 😀 there"), "[DONE]") },
        { "JSON lines", Text("Hi 😀") + "\n" + Text(" there") + "\n" + Stop },
        { "delta and message", Events(Both("Hi 😀", "Hi 😀"), Both(" there", "Hi 😀 there"), Stop) },
        { "message before delta", Events(Both("Hi 😀", "Hi 😀", messageFirst: true), Both(" there", "Hi 😀 there", messageFirst: true), Stop) },
        { "choices that count on", Events(Numbered(190, "Hi 😀"), Numbered(191, " there"), Stop) },
        { "an error of nothing", Events("""{"error":"","choices":[{"delta":{"content":"Hi 😀 there"},"finish_reason":"stop"}]}""") },
        { "an error with empty fields", Events("""{"error":{"code":"","message":""},"choices":[{"delta":{"content":"Hi 😀 there"},"finish_reason":"stop"}]}""") },
        { "broken names", Events("""{"\ud83d":1,"id":"\udc00","choices":[{"\ud83d":2,"delta":{"\ude00":3,"content":"Hi 😀 there"},"finish_reason":"stop"}]}""") },
        { "a new id in every chunk", Events(Named("a", "Hi 😀"), Named("b", " there"), Stop) },
        { "an end mark in small letters", Events(Text("Hi 😀 there"), Stop, "[done]") },
        { "an end mark as a text", Events(Text("Hi 😀 there"), Stop, "\"[DONE]\"") },
        { "events of nothing", Events("null", Text("Hi 😀"), "null", Text(" there"), Stop) },
        { "a part that is no list", Events("""{"choices":[{"delta":{"content":{"type":"text","text":"Hi 😀 there"}},"finish_reason":"stop"}]}""") },
        { "parts that hold their text deeper", Events("""{"choices":[{"delta":{"content":["Hi ",{"type":"text","text":{"value":"😀 there"}}]},"finish_reason":"stop"}]}""") },
        { "a text without a message", Events("""{"choices":[{"text":"Hi 😀 there","finish_reason":"stop"}]}""") },
        { "a name twice", Events("""{"choices":[{"delta":{"role":"x","role":"assistant","content":"Hi 😀 there"},"finish_reason":"stop"}],"id":"1","id":"2"}""") },
        { "reasoning as parts", Events("""{"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"Hi 😀 there"}]},"finish_reason":"stop"}]}""") },
    };

    public static TheoryData<string, string> Calls => new()
    {
        { Parts("""{"index":0,"id":"a1","function":{"name":"get","arguments":""}}""", """{"index":0,"id":"a2","function":{"arguments":"{\"city\""}}""", """{"index":0,"id":"a3","function":{"arguments":":\"Paris\"}"}}"""), "a1 get {\"city\":\"Paris\"}" },
        { Parts("""{"index":0,"id":"","function":{"name":"f","arguments":"{\"a\":1}"}}""", """{"index":0,"id":"","function":{"name":"f","arguments":"{\"a\":2}"}}"""), "call_0 f {\"a\":1}; call_1 f {\"a\":2}" },
        { Parts("""{"index":0,"function":{"name":"f","arguments":"{\"a\""}}""", """{"index":0,"function":{"name":"f","arguments":":1}"}}"""), "call_0 f {\"a\":1}" },
        { Parts("""{"index":0,"id":"c","function":{"name":"f","arguments":"\"{\\\"a\\\":1}\""}}"""), "c f {\"a\":1}" },
        { Parts("""{"index":0,"id":"c","function":{"name":"f","arguments":"null"}}"""), "c f {}" },
        { Parts("""{"index":0,"id":"c","function":{"name":"f","arguments":null}}"""), "c f {}" },
        { Parts("""{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}""", """{"index":1,"id":"d","function":{"name":"","arguments":""}}"""), "c f {}" },
        { Parts("""{"index":0,"id":"c","function":{"arguments":"{\"a\":1}"}}"""), "c  broken" },
        { Parts("""{"index":0,"id":"c","function":{"name":"f","arguments":"{\"a\":\"x \\ud83d"}}""", """{"index":0,"function":{"arguments":"\\ude00 \\ud83d\"}"}}"""), "c f {\"a\":\"x \\uD83D\\uDE00 \uFFFD\"}" },
        { """{"choices":[{"message":{"tool_calls":{"id":"c","function":{"name":"f","arguments":{"a":1}}}},"finish_reason":"tool_calls"}]}""", "c f {\"a\":1}" },
        { """{"choices":[{"message":{"function_call":{"name":"f","arguments":"{\"a\":1}"}},"finish_reason":"function_call"}]}""", "call_0 f {\"a\":1}" },
    };

    [Theory]
    [MemberData(nameof(Usages))]
    public async Task Usage_OfEveryShape_IsWhatItCanBe(string usage, long? input, long? output, long? cached, long? reasoning)
    {
        ChatResponse response = await ReadAsync(Events(Text("x"), Stop, $$"""{"choices":[],"usage":{{usage}} }"""));

        Assert.Equal(
            (input, output, cached, reasoning),
            (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, response.Usage?.CachedInputTokenCount, response.Usage?.ReasoningTokenCount));
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"finish_reason":"stop","usage":{"prompt_tokens":7,"completion_tokens":8}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":7,"completion_tokens":8}}}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}],"usage":null,"usage":{"prompt_tokens":7,"completion_tokens":8}}""")]
    public async Task Usage_InAnotherPlace_IsRead(string chunk)
    {
        ChatResponse response = await ReadAsync(Events(chunk));

        Assert.Equal((7, 8), (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
    }

    [Theory]
    [MemberData(nameof(UsageFieldData))]
    public async Task UsageField_OfTheTable_IsRead(string path, string count)
    {
        string[] names = path.Split('.');
        string field = names.Length == 1 ? $"\"{path}\":6" : $"\"{names[0]}\":{{\"{names[1]}\":6}}";
        string others = count is "Cached" or "Reasoning" ? "\"prompt_tokens\":100,\"completion_tokens\":100," : count == "Total" ? "\"prompt_tokens\":2," : "";

        ChatResponse response = await ReadAsync(Events(Text("x"), Stop, $"{{\"choices\":[],\"usage\":{{{others}{field}}}}}"));

        decimal? read = count switch
        {
            "Prompt" => response.Usage?.InputTokenCount,
            "Answer" => response.Usage?.OutputTokenCount,
            "Total" => response.Usage?.TotalTokenCount,
            "Cached" => response.Usage?.CachedInputTokenCount,
            "Reasoning" => response.Usage?.ReasoningTokenCount,
            _ => (decimal?)(response.AdditionalProperties ?? response.Messages.Single().AdditionalProperties)?[FusionProperties.CostUsd],
        };
        Assert.Equal(6, read);
    }

    public static TheoryData<string, string> UsageFieldData => [.. UsageField.All.Select(row => (row.Path, row.Count.ToString()))];

    [Theory]
    [InlineData("-0.5")]
    [InlineData("1e300")]
    [InlineData("99999999999")]
    [InlineData("\"NaN\"")]
    public async Task Cost_ThatCannotBe_IsUnknown(string cost)
    {
        ChatResponse response = await ReadAsync(Events(Text("x"), Stop, $$"""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"cost":{{cost}} } }"""));

        Assert.Null(response.Messages.Single().AdditionalProperties?.GetValueOrDefault(FusionProperties.CostUsd));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_HoweverItArrives_IsTheSame(string shape, string reply)
    {
        foreach (int size in (int[])[1, 2, 3, 7, 64, 100_000])
        {
            foreach (string type in (string[])["text/event-stream", "application/json", "text/plain"])
            {
                ChatResponse response = await ReadAsync(reply, size, type);
                Assert.True((response.Text, response.FinishReason) == ("Hi 😀 there", ChatFinishReason.Stop), $"{shape}, {size}, {type}: {response.Text}, {response.FinishReason}");
            }
        }
    }

    [Fact]
    public async Task Text_WithAHalfThatStaysAlone_HasAReplacement()
    {
        ChatResponse response = await ReadAsync(Events(Text("a \\ud83d b"), Text("c \\ude00"), Text("\\ud83d"), Stop));

        Assert.Equal("a \uFFFD bc \uFFFD\uFFFD", response.Text);
    }

    [Fact]
    public async Task Reasoning_WithHalvesInTwoChunks_IsWhole()
    {
        ChatResponse response = await ReadAsync(Events(
            """{"choices":[{"delta":{"reasoning_content":"hm \ud83d"}}]}""", """{"choices":[{"delta":{"reasoning_content":"\ude00"}}]}""", Text("x"), Stop));

        Assert.Equal("hm 😀", string.Concat(response.Messages.Single().Contents.OfType<TextReasoningContent>().Select(content => content.Text)));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Calls_PutTogetherLoosely_AreRead(string reply, string expected)
    {
        ChatResponse response = await ReadAsync(reply, 5000, reply.StartsWith('{') ? "application/json" : "text/event-stream");

        string calls = string.Join("; ", response.Messages.Single().Contents.OfType<FunctionCallContent>().Select(call =>
            $"{call.CallId} {call.Name} {(call.Exception is null ? JsonSerializer.Serialize(call.Arguments, Plain) : "broken")}"));
        Assert.Equal(expected, calls);
    }

    [Theory]
    [InlineData("text/event-stream;")]
    [InlineData("text/event-stream; charset=utf-8; charset=utf-8")]
    [InlineData("TEXT/EVENT-STREAM")]
    public async Task ContentType_WrittenLoosely_IsAStreamAllTheSame(string type)
    {
        ChatResponse response = await ReadAsync(Events(Text("x"), Stop), 5, type);

        Assert.Equal("x", response.Text);
    }

    [Fact]
    public async Task WholeBody_WithoutAFinishReason_IsAnAnswerToAStreamedCall()
    {
        ChatResponse response = await ReadAsync("""{"choices":[{"message":{"content":"x"},"finish_reason":null}]}""", 5000, "application/json");

        Assert.Equal(("x", ChatFinishReason.Stop), (response.Text, response.FinishReason));
    }

    [Theory]
    [InlineData("stop", "MAX_TOKENS", "length")]
    [InlineData("stop", "SAFETY", "content_filter")]
    [InlineData("stop", "stop", "stop")]
    [InlineData("stop", "some_new_word", "stop")]
    [InlineData("length", "stop", "length")]
    [InlineData("tool_calls", "MAX_TOKENS", "tool_calls")]
    [InlineData(null, "MAX_TOKENS", "length")]
    public async Task NativeFinishReason_BesideTheOther_CountsWhereTheAnswerIsNotComplete(string? reason, string native, string expected)
    {
        string last = $$"""{"choices":[{"index":0,"delta":{},"finish_reason":{{JsonSerializer.Serialize(reason)}},"native_finish_reason":"{{native}}"}]}""";

        ChatResponse response = await ReadAsync(Events(Text("x"), last, "[DONE]"));

        Assert.Equal(("x", new ChatFinishReason(expected)), (response.Text, response.FinishReason));
    }

    [Theory]
    [InlineData(EndpointKind.OpenAi)]
    [InlineData(EndpointKind.Anthropic)]
    [InlineData(EndpointKind.Ollama)]
    public async Task Stream_WithoutEnd_IsGivenUpAsASum(EndpointKind kind)
    {
        using Endpoint endpoint = Endless(kind);

        EndpointException error = await FailAsync(endpoint.GetChatClient("m").GetStreamingResponseAsync("hi", cancellationToken: Cancel).CountAsync(Cancel).AsTask());

        Assert.Contains("the answer is larger than 64 MB", error.Message, StringComparison.Ordinal);
    }

    // Between its words the stream holds long comments, so that all of it is soon read.
    [Fact]
    public async Task Stream_WithoutEnd_FailsTheMemberAndNotTheRun()
    {
        using Endpoint endless = Endless(EndpointKind.OpenAi, Events(Text("more ")) + $": {new string('a', 1_000_000)}\n\n");
        using Endpoint good = new(
            new EndpointOptions { Name = "good", BaseUrl = new Uri("http://good.test/v1") },
            new EndpointRuntime { Transport = new CutTransport(Encoding.UTF8.GetBytes(Events(Text("fine"), Stop)), 5000) });
        Panel panel = new(new PanelMember(new ChatModel("endless", endless.GetChatClient("m"))), new PanelMember(new ChatModel("good", good.GetChatClient("m"))));
        using FusionChatClient client = new(panel, good.GetChatClient("m"), new FusionOptions { Aggregator = new FirstAggregator() });

        ChatResponse response = await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal("fine", response.Text);
        CallRecord failed = response.GetFusionReceipt()!.Calls.Single(call => call.State != CallState.Ok);
        Assert.Contains("larger than 64 MB", failed.Failure!.Reason, StringComparison.Ordinal);
    }

    private static Endpoint Endless(EndpointKind kind)
    {
        string text = new('a', 1_000_000);
        return Endless(kind, kind switch
        {
            EndpointKind.Anthropic => "event: content_block_delta\ndata: " + AnthropicDelta.Replace("TEXT", text, StringComparison.Ordinal) + "\n\n",
            EndpointKind.Ollama => OllamaLine.Replace("TEXT", text, StringComparison.Ordinal) + "\n",
            _ => Events(Text(text)),
        });
    }

    private static Endpoint Endless(EndpointKind kind, string repeated)
    {
        byte[] piece = Encoding.UTF8.GetBytes(repeated);
        return new Endpoint(
            new EndpointOptions { Name = "endless", Kind = kind, BaseUrl = new Uri("http://endless.test/v1"), Retry = new EndpointRetry { MaxRetries = 0 } },
            new EndpointRuntime { Transport = new LoopTransport(piece, kind == EndpointKind.Ollama ? "application/x-ndjson" : "text/event-stream") });
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Events(params string[] data) => string.Concat(data.Select(json => $"data: {json}\n\n"));

    internal static string Text(string text) => $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""";

    internal static async Task<ChatResponse> ReadAsync(string reply, int size = 5000, string type = "text/event-stream")
    {
        using Endpoint endpoint = new(
            new EndpointOptions { Name = "wire", BaseUrl = new Uri("http://wire.test/v1"), Retry = new EndpointRetry { MaxRetries = 0 } },
            new EndpointRuntime { Transport = new CutTransport(Encoding.UTF8.GetBytes(reply), size, type) });
        return await StreamAsync(endpoint.GetChatClient("m"));
    }

    private static string Numbered(int index, string text) => $$"""{"choices":[{"delta":{"content":"{{text}}"},"index":{{index}}}]}""";

    private static string Named(string id, string text) => $$"""{"id":"{{id}}","choices":[{"delta":{"content":"{{text}}"},"index":0}]}""";

    private static string Both(string delta, string message, bool messageFirst = false) => messageFirst
        ? $$$"""{"choices":[{"message":{"content":"{{{message}}}"},"delta":{"content":"{{{delta}}}"}}]}"""
        : $$$"""{"choices":[{"delta":{"content":"{{{delta}}}"},"message":{"content":"{{{message}}}"}}]}""";

    private static string Parts(params string[] calls) => Events(
        [.. calls.Select(call => $$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{call}}]},"finish_reason":null}]}"""), """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"""]);

    private sealed class LoopTransport(byte[] piece, string type) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = new() { Content = new StreamContent(new LoopStream(piece)) };
            response.Content.Headers.ContentType = new(type);
            return Task.FromResult(response);
        }
    }

    private sealed class LoopStream(byte[] piece) : MemoryStream(piece)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // As from a network: others get their turn.
            await Task.Yield();
            if (Position == Length) Position = 0;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
