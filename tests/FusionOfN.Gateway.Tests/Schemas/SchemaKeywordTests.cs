using System.Text.Json;

namespace FusionOfN.Gateway.Tests.Schemas;

/// <summary>What each keyword means, by the 2020-12 draft where no other is named: the keywords that count must say what the library's own say.</summary>
public sealed class SchemaKeywordTests
{
    [Theory]
    [InlineData("""{"type":["object","array"]}""", "[]", "1")]
    [InlineData("""{"allOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1,"b":1}""", """{"a":1}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"minimum":3}]}""", "\"x\"", "2")]
    [InlineData("""{"oneOf":[{"multipleOf":2},{"multipleOf":3}]}""", "4", "6")]
    [InlineData("""{"not":{"type":"object"}}""", "1", "{}")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"a":1,"b":1}""", """{"a":1,"c":1}""")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"c":1}""", """{"b":1}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"patternProperties":{"^x":{"type":"number"}},"additionalProperties":false}""", """{"a":"s","x1":1}""", """{"b":1}""")]
    [InlineData("""{"patternProperties":{"^x":{"type":"number"}}}""", """{"y":"s"}""", """{"x":"s"}""")]
    [InlineData("""{"propertyNames":{"maxLength":2}}""", """{"ab":1}""", """{"abc":1}""")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}""", """["a",1,2]""", """["a","b"]""")]
    [InlineData("""{"contains":{"const":1},"minContains":2,"maxContains":3}""", "[1,1,2]", "[1,2]")]
    [InlineData("""{"contains":{"const":1},"maxContains":1}""", "[1,2]", "[1,1]")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1,"b":1}""", """{"a":1}""")]
    [InlineData("""{"dependentSchemas":{"a":{"required":["b"]}}}""", """{"b":1}""", """{"a":1}""")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"anyOf":[{"prefixItems":[true]}],"unevaluatedItems":{"type":"string"}}""", """[1,"a"]""", "[1,2]")]
    [InlineData("""{"enum":[1,"a",{"b":[2]}]}""", """{"b":[2.0]}""", """{"b":[3]}""")]
    [InlineData("""{"const":{"a":[1,2]}}""", """{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"uniqueItems":true}""", """[1,"1",{"a":1}]""", """[{"a":1,"b":2},{"b":2,"a":1}]""")]
    [InlineData("""{"uniqueItems":true}""", """[[1],[2],{"a":[1]},{"a":[2]},true,1,null]""", """[{"a":[1,{"b":2}]},{"a":[1.0,{"b":2.0}]}]""")]
    [InlineData("""{"uniqueItems":false}""", "[1,1]", null)]
    [InlineData("""{"const":1}""", "1.0", "1e999")]
    [InlineData("""{"multipleOf":1.5}""", "4.5", "4")]
    [InlineData("""{"minLength":2,"maxLength":2}""", "\"😀x\"", "\"abc\"")]
    [InlineData("""{"pattern":"^\\d{2}$"}""", "\"12\"", "\"1٢\"")]
    [InlineData("""{"minProperties":1,"maxProperties":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"exclusiveMinimum":1,"exclusiveMaximum":2}""", "1.5", "1")]
    [InlineData("""{"$defs":{"n":{"type":"object","properties":{"next":{"$ref":"#/$defs/n"}},"required":["v"]}},"$ref":"#/$defs/n"}""", """{"v":1,"next":{"v":2}}""", """{"v":1,"next":{}}""")]
    [InlineData("""{"$id":"http://x.test/list","$dynamicAnchor":"node","properties":{"children":{"items":{"$dynamicRef":"#node"}},"v":{"type":"number"}}}""", """{"children":[{"v":1}]}""", """{"children":[{"v":"x"}]}""")]
    [InlineData("""{"$id":"http://x.test/strict","$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false,"$defs":{"tree":{"$id":"tree","$dynamicAnchor":"node","properties":{"data":true,"children":{"items":{"$dynamicRef":"#node"}}}}}}""", """{"children":[{"data":1}]}""", """{"children":[{"daat":1}]}""")]
    [InlineData("""{"$ref":"https://json-schema.org/draft/2020-12/schema"}""", """{"minLength":1}""", """{"minLength":-1}""")]
    [InlineData("""{"allOf":[{"properties":{"foo":{"$ref":"#/$defs/int"}}},{"additionalProperties":{"$ref":"#/$defs/int"}}],"$defs":{"int":{"type":"integer"}}}""", """{"foo":1}""", """{"foo":"a"}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}],"additionalItems":{"type":"number"}}""", """["a",1]""", """["a","b"]""")]
    [InlineData("""{"$schema":"https://json-schema.org/draft-07/schema","dependencies":{"a":["b"],"c":{"required":["d"]}}}""", """{"a":1,"b":1}""", """{"c":1}""")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveAnchor":true,"properties":{"c":{"$recursiveRef":"#"},"v":{"type":"number"}}}""", """{"c":{"v":1}}""", """{"c":{"v":"x"}}""")]
    [InlineData("""{"format":"email"}""", "\"nobody\"", null)]
    [InlineData("""{"x-anything":{"$ref":"#/nowhere"}}""", "1", null)]
    public void Check_Keyword_SaysWhatTheStandardSays(string schema, string fits, string? fitsNot)
    {
        using JsonDocument document = JsonDocument.Parse(schema);
        JsonAnswerCheck check = JsonAnswerCheck.ForSchema(document.RootElement, "schema", isStrict: false);

        Assert.Null(check.Check(fits, TestContext.Current.CancellationToken).Problem);
        if (fitsNot is not null)
            Assert.StartsWith("it does not fit the JSON schema: ", check.Check(fitsNot, TestContext.Current.CancellationToken).Problem);
    }

    [Fact]
    public void Check_AnswerThatDoesNotFit_NamesPlaceAndKeyword()
    {
        using JsonDocument document = JsonDocument.Parse("""{"properties":{"list":{"items":{"minimum":3}}}}""");

        AnswerVerdict verdict = JsonAnswerCheck.ForSchema(document.RootElement, "schema", isStrict: false).Check("""{"list":[5,1]}""", TestContext.Current.CancellationToken);

        Assert.Contains("/list/1: minimum: ", verdict.Problem);
    }

    [Fact]
    public void Check_RequestHasEnded_Ends()
    {
        using JsonDocument document = JsonDocument.Parse("""{"allOf":[{"type":"object"}]}""");
        using CancellationTokenSource gone = new();
        gone.Cancel();

        Assert.Throws<OperationCanceledException>(() => JsonAnswerCheck.ForSchema(document.RootElement, "schema", isStrict: false).Check("{}", gone.Token));
    }
}
