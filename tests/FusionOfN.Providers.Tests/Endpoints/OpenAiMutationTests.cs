using System.Text;
using CsCheck;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>Replies that a server or the way from it has spoilt: an answer or a failure that says what it is, never anything else.</summary>
public sealed class OpenAiMutationTests
{
    private const int Mutants = 4000;

    private static readonly byte[][] Seeds =
    [
        Stream("""{"id":"1","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Paris \u00e9 日本"},"finish_reason":null}]}""",
            """{"choices":[{"index":0,"delta":{"reasoning_content":"hm","reasoning":"hm","refusal":null},"finish_reason":"stop"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":0.5,"prompt_tokens_details":{"cached_tokens":1}}}"""),
        Stream("""{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}]}"""),
        Encoding.UTF8.GetBytes("""{"id":"1","choices":[{"index":0,"message":{"content":[{"type":"text","text":"x"}],"tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"finish_reason":"stop"}],"error":null}"""),
    ];

    private static readonly Gen<(int Seed, (int At, int What, byte With)[] Changes, int ReadSize)> Spoilt = Gen.Select(
        Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Gen.Byte).Array[1, 8], Gen.Int[1, 400]);

    [Fact]
    public async Task Reply_Spoilt_IsAnAnswerOrAFailureThatSaysSo()
    {
        int answers = 0;
        int failures = 0;
        await Spoilt.SampleAsync(
            async spoilt =>
            {
                byte[] reply = Spoil(Seeds[spoilt.Seed], spoilt.Changes);
                using Endpoint endpoint = new(
                    new EndpointOptions { Name = "spoilt", BaseUrl = new Uri("http://spoilt.test/v1"), Retry = new EndpointRetry { MaxRetries = 0 } },
                    new EndpointRuntime { Transport = new CutTransport(reply, spoilt.ReadSize, spoilt.Seed == 2 ? "application/json" : "text/event-stream") });
                try
                {
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

    internal static byte[] Spoil(byte[] reply, (int At, int What, byte With)[] changes)
    {
        List<byte> bytes = [.. reply];
        foreach ((int at, int what, byte with) in changes)
        {
            int place = at % bytes.Count;
            if (what == 0) bytes[place] = with;
            else if (what == 1) bytes.Insert(place, with);
            else if (what == 2 && bytes.Count > 1) bytes.RemoveAt(place);
            else if (with < 16 && place > 0) bytes.RemoveRange(place, bytes.Count - place);
        }

        return [.. bytes];
    }

    private static byte[] Stream(params string[] chunks) =>
        Encoding.UTF8.GetBytes(string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n")) + "data: [DONE]\n\n");
}
