using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Schemas;

/// <summary>Schemas and answers that would end the process, hold it up, or cost money that nobody counts.</summary>
public sealed class SchemaAttackTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"not":{"$ref":"#"}}""")]
    [InlineData("""{"$dynamicAnchor":"n","$dynamicRef":"#n"}""")]
    [InlineData("""{"if":{"$ref":"#"}}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"oneOf":[true,{"not":{"$ref":"#/$defs/a"}}]}}}""")]
    [InlineData("""{"properties":{"x":{"$ref":"#/properties/x"}}}""")]
    [InlineData("""{"items":{"$anchor":"i","dependentSchemas":{"a":{"$ref":"#i"}}}}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","dependencies":{"a":{"$ref":"#"}}}""")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveAnchor":true,"anyOf":[{"$recursiveRef":"#"}]}""")]
    [InlineData("""{"$id":"http://x.test/a","allOf":[{"$ref":"http://x.test/b"}],"$defs":{"b":{"$id":"b","else":{"$ref":"a"}}}}""")]
    public async Task Chat_SchemaGoesInACircle_Is400BeforeAnyCall(string schema)
    {
        JsonNode error = await RefusedAsync(schema);

        Assert.Contains("leads back to itself", (string?)error["message"]);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/nope"}}}""", "#/properties/a: $ref: the reference '#/$defs/nope' leads nowhere")]
    [InlineData("""{"items":{"anyOf":[true,{"$ref":"#nope"}]}}""", "#/items/anyOf/1: $ref: the reference '#nope' leads nowhere")]
    [InlineData("""{"$defs":{"a":{"$ref":"https://example.org/other.json"}}}""", "leads nowhere in this schema, and other documents are not read")]
    [InlineData("""{"properties":{"a":{"$dynamicRef":"#nope"}}}""", "leads nowhere")]
    [InlineData("""{"properties":{"a":{"type":"strin"}}}""", "#/properties/a/type")]
    [InlineData("""{"properties":{"a":{"pattern":"("}}}""", "'pattern' holds '('")]
    [InlineData("""{"properties":{"a":{"multipleOf":0}}}""", "'multipleOf' must be a number above zero")]
    [InlineData("""{"multipleOf":-1}""", "'multipleOf' must be a number above zero")]
    [InlineData("""{"multipleOf":1e-400}""", "'multipleOf' must be a number above zero")]
    [InlineData("""{"$ref":"http://h.test/a","$defs":{"a":{"$id":"http://h.test/a","type":"object"},"b":{"$id":"http://h.test/a"}}}""", "#/$defs/b: $id: 'http://h.test/a' stands a second time")]
    [InlineData("""{"$defs":{"a":{"$anchor":"q","type":"object"},"b":{"$anchor":"q"}}}""", "#/$defs/b: $anchor: 'q' stands a second time")]
    [InlineData("""{"$ref":"#"}""", "leads back to itself")]
    [InlineData("""{"$ref":"#/x/y","x":{"y":{"$ref":"#/x/y"}}}""", "leads back to itself")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""", "other documents are not read")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#"}""", "'$schema' must name a draft")]
    [InlineData("""{"$schema":"https://json-schema.org/v1/2026","not":{"$ref":"#"}}""", "'$schema' must name a draft")]
    public async Task Chat_SchemaCannotBeUsed_Is400ThatSaysWhere(string schema, string words)
    {
        JsonNode error = await RefusedAsync(schema);

        Assert.Contains(words, (string?)error["message"]);
    }

    [Theory]
    [InlineData(1_900)]
    [InlineData(8_000)]
    public async Task Chat_SchemaIsALongChainOfReferences_EndsWithoutHarm(int length)
    {
        JsonObject defs = [];
        for (int i = 0; i < length; i++)
            defs[$"d{i}"] = new JsonObject { ["$ref"] = $"#/$defs/d{i + 1}" };
        defs[$"d{length}"] = new JsonObject { ["type"] = "object" };
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "{}";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await PostAsync(gateway, new JsonObject { ["$ref"] = "#/$defs/d0", ["$defs"] = defs }.ToJsonString());

        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.BadGateway, HttpStatusCode.BadRequest]);
        Assert.Equal("{}", (string?)(await gateway.ChatAsync(Plain()))["choices"]![0]!["message"]!["content"]);
    }

    [Theory]
    [InlineData("""{"type":"string","pattern":"^(a+)+$"}""", "takes too long")]
    [InlineData("""{"type":"string","pattern":"^(\\w+\\s?)*$"}""", "takes too long")]
    [InlineData("""{"type":"string","pattern":"^(?=(a|aa)+$)x"}""", "takes too long")]
    public async Task Chat_PatternThatNeverEnds_DoesNotFitAndEndsSoon(string value, string words)
    {
        string reasons = await NotFittingAsync("""{"properties":{"a":VALUE}}""".Replace("VALUE", value, StringComparison.Ordinal), $$"""{"a":"{{new string('a', 40)}}!"}""");

        Assert.Contains(words, reasons);
    }

    [Fact]
    public async Task Chat_NameThatAPatternNeverEndsOn_DoesNotFitAndEndsSoon()
    {
        string reasons = await NotFittingAsync("""{"patternProperties":{"^(a+)+$":true}}""", $$"""{"{{new string('a', 40)}}!":1}""");

        Assert.Contains("takes too long", reasons);
    }

    [Theory]
    [InlineData("const", "VALUE")]
    [InlineData("enum", "[VALUE]")]
    public void Check_LongValueComparedOftenEnough_EndsAtTheStepLimit(string keyword, string value)
    {
        string answer = $"[{string.Join(',', Enumerable.Range(0, 15_000).Select(i => $"[{i}]"))}]";
        string references = string.Join(',', Enumerable.Repeat("""{"$ref":"#/$defs/v"}""", 80));
        string schema = $$$"""{"$defs":{"v":{"{{{keyword}}}":{{{value.Replace("VALUE", answer, StringComparison.Ordinal)}}} }},"allOf":[REFERENCES]}""";

        Assert.Contains("too many steps", Check(schema, answer, references).Problem);
        Assert.Equal(answer, Check(schema, answer, """{"$ref":"#/$defs/v"}""").Answer);
        Assert.Contains("does not fit", Check(schema, answer.Replace("[0]", "[1]", StringComparison.Ordinal), """{"$ref":"#/$defs/v"}""").Problem);

        static AnswerVerdict Check(string schema, string answer, string references)
        {
            using var document = System.Text.Json.JsonDocument.Parse(schema.Replace("REFERENCES", references, StringComparison.Ordinal));
            return JsonAnswerCheck.ForSchema(document.RootElement, "schema").Check(answer, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Check_ItemsThatAreLongAndAlike_EndsSoon()
    {
        using var schema = System.Text.Json.JsonDocument.Parse("""{"uniqueItems":true}""");
        string items = string.Join(',', Enumerable.Range(0, 2_999).Select(i => $"[{i}]"));
        string answer = $"[{string.Join(',', Enumerable.Range(0, 60).Select(i => $"[{items},[{i}]]"))}]";
        JsonAnswerCheck check = JsonAnswerCheck.ForSchema(schema.RootElement, "schema");

        Assert.Equal(answer, check.Check(answer, TestContext.Current.CancellationToken).Answer);
        Assert.Contains("does not fit", check.Check($"[{answer},{answer}]", TestContext.Current.CancellationToken).Problem);
        Assert.Contains("too many steps", check.Check($"[{string.Join(',', Enumerable.Range(0, 700).Select(i => $"1.00000000000000000000{i:D3}1"))}]", TestContext.Current.CancellationToken).Problem);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(60)]
    public async Task Chat_NestedAllOf_EndsAtTheStepLimit(int levels)
    {
        JsonObject defs = new() { [$"d{levels}"] = new JsonObject { ["type"] = "object" } };
        for (int i = 0; i < levels; i++)
            defs[$"d{i}"] = new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/$defs/d{i + 1}" }, new JsonObject { ["$ref"] = $"#/$defs/d{i + 1}" }) };

        string reasons = await NotFittingAsync(new JsonObject { ["$ref"] = "#/$defs/d0", ["$defs"] = defs }.ToJsonString(), "{}");

        Assert.Contains("too many steps", reasons);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","maxLength":3}}}""", """{"a":"\ud83d"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"uniqueItems":true}}}""", """{"a":["\ud83d","x"]}""")]
    public async Task Chat_AnswerThatCannotBeChecked_DoesNotFitAndIsCounted(string schema, string answer)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = answer;
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (ApiKey key, string secret) = await gateway.Store.Keys.MakeAsync(
            new NewKey("team") { Limits = new SpendLimits { Tokens = 1_000_000 } }, TestContext.Current.CancellationToken);

        using HttpResponseMessage response = await PostAsync(gateway, schema, ("Authorization", $"Bearer {secret}"));

        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("judge_schema_mismatch", (string?)error["failure_reason"]);
        await gateway.Store.FlushAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await gateway.Store.FindRunAsync((string)error["run_id"]!, TestContext.Current.CancellationToken));
        SpendTotals spent = await gateway.Store.SpendAsync(key.Id, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), TestContext.Current.CancellationToken);
        Assert.Equal(1, spent.Requests);
        Assert.True(spent.Tokens > 0);
    }

    [Fact]
    public async Task Chat_SchemaOfAKeyThatMayNotAsk_IsNotRead()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (_, string other) = await gateway.Store.Keys.MakeAsync(new NewKey("other") { Models = ["b"] }, TestContext.Current.CancellationToken);
        (_, string once) = await gateway.Store.Keys.MakeAsync(new NewKey("once") { Limits = new SpendLimits { Requests = 1 } }, TestContext.Current.CancellationToken);
        upstream.Default = "hello";
        using HttpResponseMessage first = await gateway.PostAsync("/v1/chat/completions", Plain(), ("Authorization", $"Bearer {once}"));
        await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        using HttpResponseMessage forbidden = await PostAsync(gateway, """{"not":{"$ref":"#"}}""", ("Authorization", $"Bearer {other}"));
        using HttpResponseMessage spent = await PostAsync(gateway, """{"not":{"$ref":"#"}}""", ("Authorization", $"Bearer {once}"));

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, spent.StatusCode);
    }

    [Theory]
    [InlineData("date-time", "yesterday")]
    [InlineData("date", "2026-13-01")]
    [InlineData("time", "25:00:00Z")]
    [InlineData("duration", "two days")]
    [InlineData("email", "nobody")]
    [InlineData("hostname", "-bad-.example")]
    [InlineData("ipv4", "300.1.1.1")]
    [InlineData("ipv6", "12345::")]
    [InlineData("uuid", "1-2-3")]
    public void Check_FormatThatOpenAiKnows_IsAssertedOfAStrictSchemaOnly(string format, string text)
    {
        var schema = System.Text.Json.JsonDocument.Parse("""{"properties":{"a":{"type":"string","format":"FORMAT"}}}""".Replace("FORMAT", format, StringComparison.Ordinal)).RootElement;
        string answer = $$"""{"a":"{{text}}"}""";

        AnswerVerdict strict = JsonAnswerCheck.ForSchema(schema, "schema", isStrict: true).Check(answer, TestContext.Current.CancellationToken);
        AnswerVerdict loose = JsonAnswerCheck.ForSchema(schema, "schema", isStrict: false).Check(answer, TestContext.Current.CancellationToken);

        Assert.Null(strict.Answer);
        Assert.Contains("/a: format: ", strict.Problem);
        Assert.Equal(answer, loose.Answer);
    }

    private static async Task<JsonNode> RefusedAsync(string schema)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await PostAsync(gateway, schema);

        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_schema", (string?)error["code"]);
        Assert.Equal("response_format.json_schema.schema", (string?)error["param"]);
        Assert.Empty(upstream.Requests);
        return error;
    }

    private static async Task<string> NotFittingAsync(string schema, string answer)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = answer;
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await PostAsync(gateway, schema).WaitAsync(Soon, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal("judge_schema_mismatch", (string?)error["failure_reason"]);
        return (string)error["message"]!;
    }

    private static JsonObject Plain() => new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello") };

    private static Task<HttpResponseMessage> PostAsync(TestGateway gateway, string schema, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        JsonObject body = Plain();
        body["model"] = "fusion";
        body["response_format"] = new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "n", ["schema"] = JsonNode.Parse(schema) },
        };
        return gateway.PostAsync("/v1/chat/completions", body, headers);
    }
}
