using System.Text.Json.Nodes;

namespace FusionOfN.Gateway.Tests;

/// <summary>That no field of a dialect goes without a golden request.</summary>
public sealed class DialectFieldTests
{
    /// <summary>The fields of each dialect, from the gateway's contract. <c>[]</c> is any item of a list.</summary>
    public static TheoryData<string, string> Contract => Rows(
        (DialectNames.Own, """
            fusion.n fusion.models fusion.fusor fusion.judge fusion.judge.model fusion.judge.criteria fusion.aggregator fusion.invocation
            fusion.quorum.min fusion.quorum.grace_ms fusion.quorum.timeout_ms
            fusion.budget.max_cost_usd fusion.budget.max_calls fusion.budget.max_tokens fusion.budget.max_wall_ms
            fusion.roles.panel.temperature fusion.roles.panel.reasoning fusion.roles.panel.reasoning.effort fusion.roles.panel.max_completion_tokens
            fusion.roles.judge.temperature fusion.roles.fusor.max_completion_tokens fusion.roles.fusor.reasoning.max_tokens
            fusion.fallback.judges fusion.fallback.fusors fusion.fallback.policy fusion.expose fusion.attribution fusion.seed fusion.session_id
            """),
        (DialectNames.OpenRouterPlugin, """
            plugins[].id plugins[].enabled plugins[].preset plugins[].analysis_models plugins[].model plugins[].max_tool_calls plugins[].tools
            """),
        (DialectNames.OpenRouterTool, """
            tools[].type tools[].parameters.analysis_models tools[].parameters.model tools[].parameters.max_tool_calls
            tools[].parameters.max_completion_tokens tools[].parameters.reasoning.effort tools[].parameters.reasoning.max_tokens
            tools[].parameters.temperature tools[].parameters.tools tool_choice tool_choice.type
            """),
        (DialectNames.LiteLlm, """
            fusion.models fusion.judge fusion.judge.model fusion.judge.criteria fusion.max_tool_calls fusion.max_completion_tokens fusion.reasoning
            fusion.temperature
            """),
        (DialectNames.Merge, "fusion.analysis_models fusion.synthesis_model"),
        (DialectNames.VllmSr, """
            plugins[].model plugins[].analysis_models plugins[].analysis_overrides[].model plugins[].analysis_overrides[].temperature
            plugins[].analysis_overrides[].max_completion_tokens plugins[].max_concurrent plugins[].max_completion_tokens plugins[].temperature
            plugins[].round_timeout_seconds plugins[].min_successful_responses plugins[].on_error plugins[].include_analysis
            plugins[].include_intermediate_responses
            """),
        (DialectNames.FreeLlmApi, "fusion.k fusion.models fusion.judge fusion.judge.model fusion.strategy fusion.expose_panel"),
        (DialectNames.ItsHub, "budget"),
        (DialectNames.OptiLlm, "optillm_approach"));

    /// <summary>Fields that are known and refused, each with what it is refused for.</summary>
    private static readonly string[] Refused = ["plugins[].analysis_template", "plugins[].synthesis_template", "plugins[].judge_prompt_version"];

    private static readonly List<(string Dialect, HashSet<string> Paths)> Accepted =
    [
        .. GoldenRequest.All.Where(request => !request.IsError).Select(request =>
            ((string)JsonNode.Parse(File.ReadAllText(request.Expected))!["dialect"]!, PathsOf(request.Body, "").ToHashSet())),
    ];

    [Theory]
    [MemberData(nameof(Contract))]
    public void Field_OfADialect_IsInAGoldenRequestThatIsAccepted(string dialect, string path) =>
        Assert.Contains(Accepted, golden => golden.Dialect == dialect && golden.Paths.Contains(path));

    [Fact]
    public void Field_ThatIsRefused_IsInAGoldenRequestThatIsRefused() => Assert.All(
        Refused, path => Assert.Contains(GoldenRequest.All, request => request.IsError && PathsOf(request.Body, "").Contains(path)));

    /// <summary>The readers know no field that the contract does not have.</summary>
    [Fact]
    public void Vocabulary_EveryField_IsInTheContract()
    {
        var contract = Contract.Select(row => row.Data.Item2).Concat(Refused).Select(path => path.Split('.')[^1]).Concat(["quorum", "budget", "roles", "fallback", "panel", "fusor", "parameters", "analysis_overrides"]).ToHashSet();
        IReadOnlyList<string>[] vocabularies =
        [
            Vocabulary.Own, Vocabulary.OwnQuorum, Vocabulary.OwnBudget, Vocabulary.OwnRoles, Vocabulary.OwnFallback, Vocabulary.Generation, Vocabulary.Reasoning,
            Vocabulary.Judge, Vocabulary.Plugin, Vocabulary.VllmSrOverride, Vocabulary.Tool, Vocabulary.ToolParameters, Vocabulary.LiteLlm, Vocabulary.Merge,
            Vocabulary.FreeLlmApi,
        ];

        Assert.All(vocabularies.SelectMany(fields => fields), field => Assert.Contains(field, contract));
    }

    /// <summary>A field that is misspelt anywhere in a fusion object is refused at its path.</summary>
    [Theory]
    [MemberData(nameof(Contract))]
    public void Field_Misspelt_IsRefusedByItsPath(string dialect, string path)
    {
        string name = path.Split('.')[^1];
        // Known by itself: without it, the rest is another dialect or a plain request.
        if (path is "budget" or "optillm_approach" or "plugins[].id" or "tools[].type" or "tool_choice" or "tool_choice.type" || Vocabulary.Merge.Contains(name) || Vocabulary.FreeLlmApiOnly.Contains(name))
            return;

        var golden = GoldenRequest.All.Where(request => !request.IsError)
            .First(request => (string)JsonNode.Parse(File.ReadAllText(request.Expected))!["dialect"]! == dialect && PathsOf(request.Body, "").Contains(path));
        var body = golden.Body;
        var holder = HolderOf(body, path)!;
        var value = holder[name]?.DeepClone();
        holder.Remove(name);
        holder[name + "q"] = value;

        var exception = Assert.Throws<GatewayException>(() => DialectReader.Read(body, golden.Input(DialectBook.Models)));

        Assert.Equal((400, "unknown_field"), (exception.Status, exception.Code));
        Assert.Equal(path + "q", System.Text.RegularExpressions.Regex.Replace(exception.Param!, @"\[\d+\]", "[]"));
        Assert.Contains("unknown field", exception.Message, StringComparison.Ordinal);
    }

    private static TheoryData<string, string> Rows(params ReadOnlySpan<(string Dialect, string Paths)> dialects)
    {
        TheoryData<string, string> rows = [];
        foreach (var (dialect, paths) in dialects)
        {
            foreach (string path in paths.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                rows.Add(dialect, path);
        }

        return rows;
    }

    private static IEnumerable<string> PathsOf(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => PathsOf(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}")).Append(path),
        JsonArray items => items.SelectMany(item => PathsOf(item, path + "[]")).Append(path),
        _ => [path],
    };

    private static JsonObject? HolderOf(JsonObject body, string path) => Holders(body, path.Split('.')[..^1]).FirstOrDefault(holder => holder.ContainsKey(path.Split('.')[^1]));

    private static IEnumerable<JsonObject> Holders(JsonNode? node, IReadOnlyList<string> steps)
    {
        if (steps.Count == 0)
            return node is JsonObject holder ? [holder] : [];
        string step = steps[0];
        var next = node is not JsonObject fields ? null : fields[step.Replace("[]", "", StringComparison.Ordinal)];
        IReadOnlyList<string> rest = [.. steps.Skip(1)];
        return step.EndsWith("[]", StringComparison.Ordinal) ? (next as JsonArray ?? []).SelectMany(item => Holders(item, rest)) : Holders(next, rest);
    }
}
