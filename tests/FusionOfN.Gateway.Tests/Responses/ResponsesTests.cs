using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Responses;

/// <summary>The Responses API beside what the official clients check: what is read, what is refused, what is exposed.</summary>
public sealed class ResponsesTests
{
    [Theory]
    [InlineData("""{"model":"fusion"}""", "input")]
    [InlineData("""{"model":"fusion","input":""}""", "input")]
    [InlineData("""{"model":"fusion","input":[]}""", "input")]
    [InlineData("""{"model":"fusion","input":7}""", "input")]
    [InlineData("""{"model":"fusion","input":"x","messages":[]}""", "messages")]
    [InlineData("""{"model":"fusion","input":"x","max_tokens":5}""", "max_tokens")]
    [InlineData("""{"model":"fusion","input":[{"type":"message","role":"robot","content":"x"}]}""", "input[0].role")]
    [InlineData("""{"model":"fusion","input":[{"type":"telepathy_call"}]}""", "input[0].type")]
    [InlineData("""{"model":"fusion","input":[{"role":"user","content":[{"type":"input_file","file_url":"https://example.org/a.pdf"}]}]}""", "input[0].content[0].file_url")]
    [InlineData("""{"model":"fusion","input":[{"role":"user","content":[{"type":"input_image","file_id":"file-1"}]}]}""", "input[0].content[0].file_id")]
    [InlineData("""{"model":"fusion","input":[{"type":"item_reference","id":"x"}]}""", "input[0].type")]
    [InlineData("""{"model":"fusion","input":"x","previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("""{"model":"fusion","input":"x","conversation":"c"}""", "conversation")]
    [InlineData("""{"model":"fusion","input":"x","prompt":{"id":"p"}}""", "prompt")]
    [InlineData("""{"model":"fusion","input":"x","background":true}""", "background")]
    [InlineData("""{"model":"fusion","input":"x","truncation":"auto"}""", "truncation")]
    [InlineData("""{"model":"fusion","input":"x","top_logprobs":2}""", "top_logprobs")]
    [InlineData("""{"model":"fusion","input":"x","include":["message.output_text.logprobs"]}""", "include")]
    [InlineData("""{"model":"fusion","input":"x","include":["reasoning.encrypted_content","thoughts"]}""", "include[1]")]
    [InlineData("""{"model":"a","input":"x","include":["Reasoning.Encrypted_Content"]}""", "include[0]")]
    [InlineData("""{"model":"fusion","input":"x","tools":[{"type":"mind_reading"}]}""", "tools[0].type")]
    [InlineData("""{"model":"fusion","input":"x","tools":[{"type":"web_search"}],"tool_choice":"required"}""", "tool_choice")]
    [InlineData("""{"model":"fusion","input":"x","text":{"format":{"type":"xml"}}}""", "text.format.type")]
    [InlineData("""{"model":"fusion","input":"x","reasoning":{"effort":"endless"}}""", "reasoning.effort")]
    [InlineData("""{"model":"fusion","input":"x","max_output_tokens":0}""", "max_output_tokens")]
    public async Task Post_BadRequest_Is400ThatNamesTheField(string body, string param)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/responses", body);

        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, (string?)error["param"]);
        Assert.StartsWith(param, (string?)error["message"], StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Post_Items_ReachTheMembersAsOneConversation()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/responses", """
            {"model":"a","instructions":"Be brief.","max_output_tokens":77,"reasoning":{"effort":"low","summary":"auto"},"text":{"verbosity":"low"},"user":"u1","store":true,
             "input":[{"role":"user","content":[{"type":"input_text","text":"What is this?"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"}]},
                      {"type":"reasoning","id":"rs_1","summary":[]},
                      {"type":"function_call","call_id":"c1","name":"look","arguments":"{\"at\":1}"},
                      {"type":"function_call","call_id":"c2","name":"look","arguments":"{\"at\":2}"},
                      {"type":"function_call_output","call_id":"c1","output":"a cat"},
                      {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"a hat"}]}]}
            """);

        JsonObject sent = Assert.Single(upstream.Requests).Json;
        JsonArray messages = sent["messages"]!.AsArray();
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(["system", "user", "assistant", "tool", "tool"], messages.Select(message => (string?)message!["role"]));
        Assert.Equal("image_url", (string?)messages[1]!["content"]![1]!["type"]);
        Assert.Equal(["c1", "c2"], messages[2]!["tool_calls"]!.AsArray().Select(call => (string?)call!["id"]));
        Assert.Equal("a hat", (string?)messages[4]!["content"]);
        Assert.Equal(77, (int)sent["max_completion_tokens"]!);
        Assert.Equal("low", (string?)sent["reasoning_effort"]);
        Assert.Equal("low", (string?)sent["verbosity"]);
        Assert.Equal("u1", (string?)sent["user"]);
        Assert.Null(sent["store"]);
        Assert.Null(sent["reasoning"]);
    }

    [Fact]
    public async Task Post_PlainModel_HasNoFusionItem()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "Paris";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/responses", """{"model":"a","input":"Capital of France?"}""");

        JsonObject answer = await TestGateway.ReadAsync(response);
        JsonNode message = Assert.Single(answer["output"]!.AsArray())!;
        Assert.Equal("Paris", (string?)message["content"]![0]!["text"]);
        Assert.Null(answer["fusion"]);
    }

    [Fact]
    public async Task Post_AnswerThatIsCutOff_IsIncompleteAndSaysWhy()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Text = "Paris is", FinishReason = "length" };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/responses", """{"model":"a","input":"Capital of France?","max_output_tokens":2}""");

        JsonObject answer = await TestGateway.ReadAsync(response);
        Assert.Equal("incomplete", (string?)answer["status"]);
        Assert.Equal("max_output_tokens", (string?)answer["incomplete_details"]!["reason"]);
        Assert.Equal("incomplete", (string?)answer["output"]![0]!["status"]);
    }
}
