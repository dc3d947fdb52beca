using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway.Tests;

public sealed class BodySoundnessTests
{
    [Theory]
    [InlineData("""{"model":"fusion","model":"a"}""", "body")]
    [InlineData("""{"model":"fusion","fusion":{"n":1,"n":2}}""", "fusion")]
    [InlineData("""{"model":"fusion","fusion":{"quorum":{"min":1,"min":1}}}""", "fusion.quorum")]
    [InlineData("""{"model":"a","messages":[{"role":"user","role":"system"}]}""", "messages[0]")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"\ud800"}]}""", "messages[0].content")]
    [InlineData("""{"model":"\udc00x"}""", "model")]
    [InlineData("""{"model":"fusion","fusion":{"\ud800":1}}""", "fusion")]
    public void Read_UnsoundBody_IsRefusedWithThePlace(string text, string path)
    {
        var exception = Refused(Encoding.UTF8.GetBytes(text));

        Assert.Equal((400, "invalid_json", path), (exception.Status, exception.Code, exception.Param));
    }

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreRefused()
    {
        byte[] bytes = [.. """{"model":"a","user":" """u8.ToArray().AsSpan()[..^1], 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal(("invalid_json", "user"), (Refused(bytes).Code, Refused(bytes).Param));
    }

    [Fact]
    public void Read_NestingThatIsTooDeep_IsRefused()
    {
        JsonNode deep = new JsonArray();
        for (int i = 0; i < 20_000; i++)
            deep = new JsonArray(deep);

        var exception = Assert.Throws<GatewayException>(() => DialectReader.Read(new JsonObject { ["model"] = "a", ["x"] = deep }, Input));

        Assert.Equal((400, "invalid_json"), (exception.Status, exception.Code));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("99999999999999999999999999")]
    [InlineData("1e-400")]
    [InlineData("2147483648")]
    [InlineData("-0")]
    [InlineData("\"NaN\"")]
    [InlineData("true")]
    [InlineData("[3]")]
    [InlineData("{}")]
    public void Read_NumberThatIsNone_IsRefusedWithThePath(string number)
    {
        foreach (string path in (string[])["n", "quorum.grace_ms", "quorum.min", "seed", "budget.max_calls", "budget.max_tokens"])
        {
            // A wait of nothing and a seed of zero are allowed.
            if (number is "-0" or "1e-400" && path is "seed" or "quorum.grace_ms")
                continue;
            if (path == "budget.max_tokens" && number == "2147483648")
                continue;

            string[] steps = path.Split('.');
            string fusion = steps.Length == 1 ? $"\"{path}\":{number}" : $"\"{steps[0]}\":{{\"{steps[1]}\":{number}}}";
            var exception = Refused(Encoding.UTF8.GetBytes($"{{\"model\":\"fusion\",\"fusion\":{{{fusion}}}}}"));
            Assert.Equal((400, $"fusion.{path}"), (exception.Status, exception.Param));
        }
    }

    [Fact]
    public void Read_OddButSoundTexts_ArePassedOnUnchanged()
    {
        const string Text = """{"model":"a","messages":[{"role":"user","content":"\ud83d\ude00 é <optillm_approach>bon</optillm_approach> \u0000"}],"unknown":{"deep":[null,1e3,-0.5]},"fusion":null}""";
        var body = JsonNode.Parse(Text)!.AsObject();

        var ask = DialectReader.Read(body, Input);

        var expected = JsonNode.Parse(Text)!.AsObject();
        expected.Remove("fusion");
        Assert.True(JsonNode.DeepEquals(expected, ask.Body));
        Assert.Equal(("a", "plain"), (ask.PassThrough, ask.Dialect));
    }

    [Fact]
    public void Read_NameThatLooksLikeAKey_IsNotRepeated()
    {
        var exception = Refused("""{"model":"fusion","fusion":{"sk-aaaaaaaaaaaaaaaaaaaaaaaa":1,"fusor":"x"}}"""u8.ToArray());
        var fusor = Refused("""{"model":"fusion","fusion":{"fusor":"sk-aaaaaaaaaaaaaaaaaaaaaaaa"}}"""u8.ToArray());

        Assert.DoesNotContain("aaaa", exception.Message + exception.Param + fusor.Message, StringComparison.Ordinal);
    }

    private static DialectInput Input { get; } = new(DialectEndpoint.ChatCompletions, DialectBook.Models);

    // The parser's own defaults: what it lets through is what is tested here.
    private static GatewayException Refused(byte[] text) =>
        Assert.Throws<GatewayException>(() => DialectReader.Read(JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = true })!.AsObject(), Input));
}
