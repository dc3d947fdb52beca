using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Chat;

/// <summary>Schemas as generators write them: with keywords beyond the standard, which say nothing about what is valid.</summary>
public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","title":"T","properties":{"city":{"type":"string","example":"Rome","x-order":1,"nullable":false,"format":"city-name"}},"required":["city"]}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"c":{"type":"string"}},"type":"object","properties":{"city":{"$ref":"#/definitions/c"}},"required":["city"]}""")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","$defs":{"c":{"type":"string"}},"type":"object","properties":{"city":{"$ref":"#/$defs/c"}},"required":["city"]}""")]
    public async Task Chat_SchemaOfAGenerator_HoldsTheAnswer(string schema)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        int asked = 0;
        upstream.OnRequest = request => !Replies.IsFusing(request) ? Interlocked.Increment(ref asked) > 3 ? """{"city":"Paris"}""" : "Lyon" : Replies.Marked("""{"town":"Paris"}""");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new()
        {
            ["model"] = "fusion",
            ["messages"] = TestGateway.Ask("Capital of France?"),
            ["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "place", ["schema"] = JsonNode.Parse(schema) } },
        });

        // What the fusor wrote does not fit, so it was repaired: the schema was really looked at.
        JsonObject answer = await TestGateway.ReadAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"city":"Paris"}""", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal(5, upstream.Requests.Count);
    }
}
