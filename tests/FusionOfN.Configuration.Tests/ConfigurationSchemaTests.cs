using System.Text.Json.Nodes;

namespace FusionOfN.Configuration.Tests;

public sealed class ConfigurationSchemaTests
{
    [Fact]
    public void Write_EveryBlock_RefusesUnknownKeysAndDescribesEveryKey()
    {
        var schema = JsonNode.Parse(ConfigurationSchema.Write())!.AsObject();
        var blocks = schema["$defs"]!.AsObject().Select(pair => pair.Value!.AsObject())
            .Select(block => block["anyOf"]?[1]?.AsObject() ?? block)
            .Append(schema)
            .ToList();

        Assert.True(blocks.Count > 15);
        Assert.All(blocks, block => Assert.False(block["additionalProperties"]!.GetValue<bool>()));
        Assert.All(blocks.SelectMany(block => block["properties"]!.AsObject()), pair => Assert.NotEmpty(pair.Value!["description"]!.GetValue<string>()));
    }

    [Fact]
    public void Write_KnownPlaces_HaveTypesRangesAndNames()
    {
        var definitions = JsonNode.Parse(ConfigurationSchema.Write())!["$defs"]!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", JsonNode.Parse(ConfigurationSchema.Write())!["$schema"]!.GetValue<string>());
        Assert.Equal(2.0, definitions["model"]!["properties"]!["temperature"]!["maximum"]!.GetValue<double>());
        Assert.Equal(["endpoint", "id"], definitions["model"]!["required"]!.AsArray().Select(key => key!.GetValue<string>()));
        Assert.Equal(["openai", "azure", "anthropic", "ollama"], definitions["endpoint"]!["properties"]!["kind"]!["enum"]!.AsArray().Select(key => key!.GetValue<string>()));
        Assert.Equal(8000, definitions["quorum"]!["properties"]!["grace_ms"]!["default"]!.GetValue<int>());
        Assert.Equal("string", definitions["member"]!["anyOf"]![0]!["type"]!.GetValue<string>());
    }
}
