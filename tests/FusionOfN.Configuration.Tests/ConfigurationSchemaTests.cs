using System.Text.Json.Nodes;

namespace FusionOfN.Configuration.Tests;

public sealed class ConfigurationSchemaTests
{
    /// <summary>Set this environment variable to 1 to write the files anew instead of comparing them.</summary>
    private const string Update = "FUSION_UPDATE_DOCS";

    [Fact]
    public void Text_CheckedInFile_IsCurrent() => AssertCurrent("docs/fusion.schema.json", ConfigurationSchema.Text);

    [Fact]
    public void Text_Reference_IsCurrent()
    {
        string path = Root("docs/fusion-yaml.md");
        string page = File.ReadAllText(path);
        const string Begin = "<!-- reference -->\n";
        int start = page.IndexOf(Begin, StringComparison.Ordinal);
        Assert.True(start > 0, "The page has no marker where the reference begins.");
        AssertCurrent("docs/fusion-yaml.md", page[..(start + Begin.Length)] + ConfigurationReference.Write());
    }

    [Fact]
    public void Text_EveryBlock_RefusesUnknownKeysAndDescribesEveryKey()
    {
        var schema = JsonNode.Parse(ConfigurationSchema.Text)!.AsObject();
        var blocks = schema["$defs"]!.AsObject().Select(pair => pair.Value!.AsObject())
            .Select(block => block["anyOf"]?[1]?.AsObject() ?? block)
            .Append(schema)
            .ToList();

        Assert.True(blocks.Count > 15);
        Assert.All(blocks, block => Assert.False(block["additionalProperties"]!.GetValue<bool>()));
        Assert.All(blocks.SelectMany(block => block["properties"]!.AsObject()), pair => Assert.NotEmpty(pair.Value!["description"]!.GetValue<string>()));
    }

    [Fact]
    public void Text_KnownPlaces_HaveTypesRangesAndNames()
    {
        var definitions = JsonNode.Parse(ConfigurationSchema.Text)!["$defs"]!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", JsonNode.Parse(ConfigurationSchema.Text)!["$schema"]!.GetValue<string>());
        Assert.Equal(2.0, definitions["model"]!["properties"]!["temperature"]!["maximum"]!.GetValue<double>());
        Assert.Equal(["endpoint", "id"], definitions["model"]!["required"]!.AsArray().Select(key => key!.GetValue<string>()));
        Assert.Equal(["openai", "azure", "anthropic", "ollama"], definitions["endpoint"]!["properties"]!["kind"]!["enum"]!.AsArray().Select(key => key!.GetValue<string>()));
        Assert.Equal(8000, definitions["quorum"]!["properties"]!["grace_ms"]!["default"]!.GetValue<int>());
        Assert.Equal("string", definitions["member"]!["anyOf"]![0]!["type"]!.GetValue<string>());
    }

    private static void AssertCurrent(string file, string wanted)
    {
        string path = Root(file);
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(path, wanted);

        Assert.True(File.Exists(path), $"{file} is missing. Run the tests with {Update}=1 to write it.");
        Assert.True(wanted == File.ReadAllText(path), $"{file} is not what the types say. Run the tests with {Update}=1 to write it anew.");
    }

    /// <summary>A file of the repository. A build for CI maps source paths away, so the root is looked for from where the tests run.</summary>
    private static string Root(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FusionOfN.slnx")))
            folder = folder.Parent;
        Assert.True(folder is not null, "The tests do not run inside the repository.");
        return Path.Combine(folder.FullName, file);
    }
}
