using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FusionOfN.Configuration;
using FusionOfN.Gateway;

namespace FusionOfN.Docs.Tests;

/// <summary>Every field that the page of the dialects lists is read as the page says: accepted, or refused where it says 400.</summary>
public sealed partial class DialectFieldTests
{
    private const string Page = "docs/gateway-dialects.md";

    private const string Models = """
        endpoints:
          openai: { base_url: 'http://localhost:1/v1' }
        models:
          a: { endpoint: openai, id: a }
          b: { endpoint: openai, id: b }
        recipes:
          default: { panel: [a, b], fusor: a }
        """;

    private static readonly Dictionary<string, string> Own = new()
    {
        ["n"] = "3",
        ["models"] = """["a", "b"]""",
        ["fusor"] = "\"a\"",
        ["judge"] = """{"model": "a", "criteria": "short"}""",
        ["aggregator"] = "\"vote\"",
        ["invocation"] = "\"auto\"",
        ["quorum.min"] = "1",
        ["quorum.grace_ms"] = "10",
        ["quorum.timeout_ms"] = "1000",
        ["budget.max_cost_usd"] = "0.5",
        ["budget.max_calls"] = "8",
        ["budget.max_tokens"] = "1000",
        ["budget.max_wall_ms"] = "1000",
        ["roles.panel"] = """{"temperature": 0.5, "reasoning": "low", "max_completion_tokens": 100}""",
        ["roles.judge"] = """{"reasoning": {"effort": "xhigh"}}""",
        ["roles.fusor"] = """{"reasoning": {"max_tokens": 100}}""",
        ["roles.*.reasoning"] = "\"extra-high\"",
        ["fallback.judges"] = """["a"]""",
        ["fallback.fusors"] = """["b"]""",
        ["fallback.policy"] = "\"fail\"",
        ["expose"] = "\"full\"",
        ["attribution"] = "true",
        ["seed"] = "1",
        ["session_id"] = "\"s\"",
    };

    private static readonly Dictionary<string, string> Plugin = new()
    {
        ["preset"] = "\"default\"",
        ["analysis_models"] = """["a", "b"]""",
        ["model"] = "\"a\"",
        ["max_tool_calls"] = "4",
        ["tools"] = "[]",
        ["analysis_overrides"] = """[{"model": "a", "temperature": 0.5, "max_completion_tokens": 10}]""",
        ["max_concurrent"] = "2",
        ["temperature"] = "0.5",
        ["max_completion_tokens"] = "100",
        ["round_timeout_seconds"] = "10",
        ["min_successful_responses"] = "1",
        ["on_error"] = "\"fail\"",
        ["include_analysis"] = "true",
        ["include_intermediate_responses"] = "true",
        ["analysis_template"] = "\"x\"",
        ["synthesis_template"] = "\"x\"",
        ["judge_prompt_version"] = "\"x\"",
    };

    private static readonly Dictionary<string, string> Tool = new() { ["reasoning"] = """{"effort": "low"}""", ["max_completion_tokens"] = "100", ["temperature"] = "0.5" };

    [Fact]
    public void Fields_OfOurOwnObject_AreAccepted()
    {
        IReadOnlyList<(string Field, string Meaning)> rows = Rows("## Our own: `fusion`");

        Assert.Equal(Own.Keys.Order(StringComparer.Ordinal), rows.Select(row => row.Field).Order(StringComparer.Ordinal));
        foreach ((string field, _) in rows)
            Assert.Null(Refusal($$$"""{"model": "fusion", "fusion": {{{Nest(field.Replace("*", "panel", StringComparison.Ordinal), Own[field])}}}}"""));
        Assert.Equal(Vocabulary.Own.Order(StringComparer.Ordinal), rows.Select(row => row.Field.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("## OpenRouter")]
    [InlineData("## vLLM Semantic Router")]
    public void Fields_OfThePlugin_AreReadAsThePageSays(string heading)
    {
        IReadOnlyList<(string Field, string Meaning)> rows = Rows(heading);

        Assert.NotEmpty(rows);
        foreach ((string field, string meaning) in rows)
        {
            // What the server tool alone has is asked of it.
            bool isTool = heading == "## OpenRouter" && meaning.Contains("(server tool)", StringComparison.Ordinal) && Tool.ContainsKey(field);
            string body = isTool
                ? $$$"""{"model": "a", "tools": [{"type": "openrouter:fusion", "parameters": {"{{{field}}}": {{{Tool[field]}}} } }]}"""
                : $$"""{"model": "fusion", "plugins": [{"id": "fusion", "{{field}}": {{Plugin[field]}}}]}""";
            string? refusal = Refusal(body);
            Assert.True(meaning.StartsWith("400", StringComparison.Ordinal) == refusal is not null, $"{field}: {refusal ?? "accepted"}");
        }
    }

    [Fact]
    public void Fields_OfThePlugin_AllStandOnThePage()
    {
        HashSet<string> written = [.. Rows("## OpenRouter").Concat(Rows("## vLLM Semantic Router")).Select(row => row.Field)];

        Assert.Empty(Vocabulary.Plugin.Concat(Vocabulary.ToolParameters).Except(["id", "enabled"]).Except(written));
    }

    private static string? Refusal(string body)
    {
        using RecipeBook book = new(FusionConfiguration.Parse(Models).Require());
        try
        {
            DialectReader.Read(JsonNode.Parse(body)!.AsObject(), new DialectInput(DialectEndpoint.ChatCompletions, ModelDirectory.Of(book)));
            return null;
        }
        catch (GatewayException exception)
        {
            return exception.Message;
        }
    }

    private static string Nest(string path, string value) => path.Split('.').Reverse().Aggregate(value, (inner, step) => $$"""{"{{step}}": {{inner}}}""");

    /// <summary>The fields of the first table below a heading. A name that begins with a dot goes on with the block of the name before it.</summary>
    private static List<(string Field, string Meaning)> Rows(string heading)
    {
        string page = DocPage.Of(Page).Prose;
        int start = page.IndexOf($"{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no heading '{heading}'.");
        int end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        List<(string, string)> rows = [];
        foreach (Match row in Row().Matches(page[start..(end < 0 ? page.Length : end)]))
        {
            string block = "";
            foreach (Match name in Name().Matches(row.Groups[1].Value))
            {
                string field = name.Groups[1].Value;
                block = field.Contains('.', StringComparison.Ordinal) && field[0] != '.' ? field[..field.LastIndexOf('.')] : block;
                rows.Add((field[0] == '.' ? block + field : field, row.Groups[2].Value.Trim()));
            }
        }

        return rows;
    }

    [GeneratedRegex(@"^\| (`[^|]+) \| (?:[^|]+ \| )?([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`([a-z_*.]+)(?:\[\])?`")]
    private static partial Regex Name();
}
