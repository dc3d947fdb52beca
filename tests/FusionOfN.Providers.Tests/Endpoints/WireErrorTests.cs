using FusionOfN.Testing;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>How servers say what went wrong; see docs/wire.md.</summary>
public sealed class WireErrorTests
{
    public static TheoryData<string> Shapes => [.. ErrorShape.All.Select(shape => shape.Message)];

    public static TheoryData<string, string> Words => [.. ErrorWords.All.Select(words => (words.Words, words.Kind.ToString()))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Shape_OfTheTable_KeepsTheServersWords(string path)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Raw(Nest(path), 418));

        EndpointException error = await FailAsync(StreamAsync(fixture.Client()));

        Assert.Contains("\"the words\"", error.Message, StringComparison.Ordinal);
        Assert.Equal((EndpointFailureKind.BadRequest, 418), (error.Kind, error.StatusCode));
    }

    [Theory]
    [InlineData("""{"error":{"message":"{\"error\": {\"message\": \"inner words\", \"code\": 418}}"}}""", "inner words")]
    [InlineData("""{"errors":{"model":["is unknown"]}}""", "is unknown")]
    [InlineData("""{"message":"{no JSON"}""", "{no JSON")]
    public async Task Error_OfAnotherServerInside_KeepsItsWords(string body, string words)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.ErrorBody(418, body));

        Assert.Contains(words, (await FailAsync(StreamAsync(fixture.Client()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfAnotherKind_IsAFailureInPlainWords()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { RawBody = "data: 5\n\n"u8.ToArray(), RawContentType = "text/event-stream" });

        EndpointException error = await FailAsync(StreamAsync(fixture.Client()));

        Assert.DoesNotContain("Exception", error.Message, StringComparison.Ordinal);
        Assert.Contains("valid JSON", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Words_OfTheTable_SayTheKind(string words, string kind)
    {
        // What a status says itself is only read where there is none.
        int? status = kind is nameof(EndpointFailureKind.ContextTooLong) or nameof(EndpointFailureKind.QuotaExhausted) or nameof(EndpointFailureKind.Refused) ? 500 : null;

        Assert.Equal(kind, ErrorWords.Find(status, new ErrorBody($"Sorry, {words.ToUpperInvariant()}, 12 of 34", null)).ToString());
    }

    [Theory]
    [InlineData(400, "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).", EndpointFailureKind.ContextTooLong)]
    [InlineData(400, "Input is too long for requested model.", EndpointFailureKind.ContextTooLong)]
    [InlineData(400, "The decoder prompt (length 9000) is longer than the maximum model length of 8192", EndpointFailureKind.ContextTooLong)]
    [InlineData(500, "the request exceeds the available context size, try increasing it", EndpointFailureKind.ContextTooLong)]
    [InlineData(429, "Too many tokens: the input token count is over the limit of this minute", EndpointFailureKind.RateLimited)]
    [InlineData(403, "x requires moderation on openrouter. Your input was flagged for \"violence\"", EndpointFailureKind.Refused)]
    [InlineData(403, "Sorry, your account balance is insufficient", EndpointFailureKind.QuotaExhausted)]
    [InlineData(403, "no access", EndpointFailureKind.Authentication)]
    [InlineData(400, "Your credit balance is too low to access the API.", EndpointFailureKind.QuotaExhausted)]
    [InlineData(429, "You exceeded your current quota, please check your plan and billing details.", EndpointFailureKind.QuotaExhausted)]
    [InlineData(429, "You exceeded your current quota, please check your plan and billing details. Please retry in 34.07s.", EndpointFailureKind.RateLimited)]
    [InlineData(400, "max_tokens must be at least 1", EndpointFailureKind.BadRequest)]
    [InlineData(413, "Request too large for model `m` in organization `o` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 9051, please reduce your message size and try again. Need more tokens? Upgrade to Dev Tier today at https://console.test/settings/billing", EndpointFailureKind.RateLimited)]
    [InlineData(429, "Rate limit reached for model `m` on tokens per minute (TPM): Limit 6000, Used 5900, Requested 300. Please try again in 2.1s. Need more tokens? Upgrade at https://console.test/settings/billing", EndpointFailureKind.RateLimited)]
    [InlineData(413, "Request Entity Too Large", EndpointFailureKind.BadRequest)]
    [InlineData(413, "Prompt is too long", EndpointFailureKind.ContextTooLong)]
    public async Task Words_OfRealServers_SayTheKind(int status, string message, EndpointFailureKind expected)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Error(status, message));

        var response = await Record.ExceptionAsync(() => StreamAsync(fixture.Client()));

        // What a filter stopped is an answer that was refused.
        if (expected == EndpointFailureKind.Refused) Assert.Null(response);
        else Assert.Equal(expected, Assert.IsType<EndpointException>(response).Kind);
    }

    [Theory]
    [InlineData("""{"object":"error","message":"the words","type":"BadRequestError","code":400}""", 400, false)]
    [InlineData("""{"error":{"message":"the words","code":400}}""", 400, false)]
    [InlineData("""{"error":{"message":"the words","type":"invalid_request_error"}}""", 400, false)]
    [InlineData("""{"choices":[{"index":0,"error":{"message":"the words","code":502},"delta":{"content":""}}]}""", 502, true)]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":""},"error":"the words"}]}""", 500, true)]
    [InlineData("""{"base_resp":{"status_code":1004,"status_msg":"the words"}}""", 500, true)]
    public async Task Error_InPlaceOfAnAnswer_KeepsTheServersWords(string reply, int status, bool isTransient)
    {
        foreach (string type in (string[])["application/json", "text/event-stream"])
        {
            EndpointException error = await FailAsync(WireTests.ReadAsync(reply, 7, type));

            Assert.Contains("\"the words\"", error.Message, StringComparison.Ordinal);
            Assert.Equal((status, isTransient), (error.StatusCode, error.IsTransient));
        }
    }

    [Theory]
    [InlineData("event: error\ndata: the words\n\n")]
    [InlineData("event: error\ndata: {\"message\":\"the words\"}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\nevent: error\ndata: {\"error\":{\"message\":\"the words\"}}")]
    public async Task Event_NamedError_KeepsTheServersWords(string reply)
    {
        EndpointException error = await FailAsync(WireTests.ReadAsync(reply, 3));

        Assert.Contains("\"the words\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_WithHalfACharacter_KeepsTheRest()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Raw("""{"error":{"message":"bad \ud83d text","code":"\ude00"}}""", 400));

        EndpointException error = await FailAsync(StreamAsync(fixture.Client()));

        Assert.Contains("bad \uFFFD text", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Finishes))]
    public async Task FinishWord_OfTheTable_MeansWhatItSays(string word, string meaning)
    {
        string reply = WireTests.Events(WireTests.Text("x"), $$"""{"choices":[{"delta":{},"finish_reason":"{{word.ToUpperInvariant()}}"}]}""");

        if (meaning == nameof(FinishMeaning.Interrupted))
        {
            Assert.Equal(EndpointFailureKind.Interrupted, (await FailAsync(WireTests.ReadAsync(reply))).Kind);
            return;
        }

        Assert.Equal(FinishWords.ToReason(word), (await WireTests.ReadAsync(reply)).FinishReason);
    }

    public static TheoryData<string, string> Finishes => [.. FinishWords.All.Select(row => (row.Word, row.Meaning.ToString()))];

    private static string Nest(string path)
    {
        string json = "\"the words\"";
        foreach (string name in path.Split('.').Reverse())
            json = name == "[0]" ? $"[{json}]" : $"{{\"{name}\":{json}}}";
        return json;
    }
}
