using System.Text;
using CsCheck;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>Replies of Anthropic's and Ollama's interfaces, spoilt on the way: an answer or a failure that says what it is, whatever the package throws.</summary>
public sealed class OtherMutationTests
{
    private const int Mutants = 2000;

    private static readonly (EndpointKind Kind, string Type, byte[] Reply)[] Seeds =
    [
        (EndpointKind.Anthropic, "text/event-stream", Events(
            """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm \u00e9"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Paris 日本"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"c","name":"f","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\":1}"}}""",
            """{"type":"content_block_stop","index":2}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":9}}""",
            """{"type":"message_stop"}""")),
        (EndpointKind.Anthropic, "application/json", Encoding.UTF8.GetBytes(
            """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Paris 日本"},{"type":"tool_use","id":"c","name":"f","input":{"a":1}}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":9}}""")),
        (EndpointKind.Ollama, "application/x-ndjson", Encoding.UTF8.GetBytes(
            """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Paris ","thinking":"hm"},"done":false}""" + "\n"
            + """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"日本","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"done":false}""" + "\n"
            + """{"model":"m","created_at":"2026-01-01T00:00:01Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":3,"eval_count":9}""" + "\n")),
        (EndpointKind.Ollama, "application/json", Encoding.UTF8.GetBytes(
            """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Paris 日本"},"done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":3,"eval_count":9}""")),
    ];

    private static readonly Gen<(int Seed, (int At, int What, byte With)[] Changes, int ReadSize)> Spoilt = Gen.Select(
        Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Gen.Byte).Array[1, 6], Gen.Int[1, 400]);

    [Fact]
    public async Task Reply_Spoilt_IsAnAnswerOrAFailureThatSaysSo()
    {
        int answers = 0;
        int failures = 0;
        await Spoilt.SampleAsync(
            async spoilt =>
            {
                (EndpointKind kind, string type, byte[] seed) = Seeds[spoilt.Seed];
                using Endpoint endpoint = new(
                    new EndpointOptions { Name = "spoilt", Kind = kind, BaseUrl = new Uri("http://spoilt.test"), Retry = new EndpointRetry { MaxRetries = 0 } },
                    new EndpointRuntime { Transport = new CutTransport(OpenAiMutationTests.Spoil(seed, spoilt.Changes), spoilt.ReadSize, type) });
                try
                {
                    if (type == "application/json")
                        await endpoint.GetChatClient("m").GetResponseAsync([new(Microsoft.Extensions.AI.ChatRole.User, "hi")], null, Cancel);
                    else
                        await StreamAsync(endpoint.GetChatClient("m"));
                    Interlocked.Increment(ref answers);
                }
                catch (EndpointException)
                {
                    Interlocked.Increment(ref failures);
                }
            },
            iter: Mutants);

        // Both happen, or the mutants test nothing.
        Assert.True(answers > Mutants / 20 && failures > Mutants / 20, $"{answers} answers, {failures} failures");
    }

    private static byte[] Events(params string[] events) => Encoding.UTF8.GetBytes(string.Concat(events.Select(json =>
        $"event: {System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("type").GetString()}\ndata: {json}\n\n")));
}
