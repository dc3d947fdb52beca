using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>Models that do not take a field they are not in need of.</summary>
public sealed class OptionalFieldsTests
{
    [Theory]
    [InlineData("temperature", 400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}""")]
    [InlineData("stream_options", 422, """{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}""")]
    [InlineData("stream_options", 400, """{"object":"error","message":"[{'loc': ('stream_options',), 'msg': 'extra fields not permitted'}]","code":400}""")]
    [InlineData("seed", 422, """{"message":"Unknown parameter: seed"}""")]
    public async Task Field_RefusedByName_IsLeftOutFromThenOn(string field, int status, string refusal)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.OnRequest = request => request.Json.AsObject().ContainsKey(field) ? UpstreamReply.Raw(refusal, status) : "ok";
        IChatClient client = fixture.Client();
        ChatOptions options = new() { Temperature = 0.7f, Seed = 3 };

        ChatResponse first = await StreamAsync(client, options);
        await StreamAsync(client, options);

        Assert.Equal("ok", first.Text);
        Assert.Equal(3, fixture.Upstream.Requests.Count);
        object? leftOut = (first.AdditionalProperties ?? first.Messages.Single().AdditionalProperties)?.GetValueOrDefault(FusionProperties.LeftOut);
        Assert.Equal(field == "stream_options" ? null : field, leftOut);
    }

    [Fact]
    public async Task TokenLimit_RefusedByName_HasItsOtherName()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.OnRequest = request => request.Json.AsObject().ContainsKey("max_completion_tokens")
            ? UpstreamReply.Raw("""{"message":"Unknown field max_completion_tokens"}""", 422)
            : "ok";

        await StreamAsync(fixture.Client(), new ChatOptions { MaxOutputTokens = 9 });

        Assert.Equal(9, fixture.Upstream.Requests[^1].Json["max_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task TokenLimit_OutOfRange_IsTheRequestsFault()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.Error(400, "max_completion_tokens is too large: 900000");

        EndpointException error = await FailAsync(StreamAsync(fixture.Client(), new ChatOptions { MaxOutputTokens = 900_000 }));

        Assert.Equal(EndpointFailureKind.BadRequest, error.Kind);
        Assert.Single(fixture.Upstream.Requests);
    }

    [Fact]
    public async Task StreamUsage_TurnedOff_IsNotAskedFor()
    {
        await using EndpointFixture fixture = await StartAsync();

        await StreamAsync(fixture.Client(change: options => options with { AsksForStreamUsage = false }));

        Assert.Null(fixture.Upstream.Requests.Single().Json["stream_options"]);
    }
}
