using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration.Tests;

public sealed class RecipeOverridesTests
{
    private const string Text = Yaml.Base + """
        scorers:
          jud: { kind: judge, judge: claude }
        prices:
          gpt: { input: 1, output: 1 }
          claude: { input: 1, output: 1 }
        recipes:
          r:
            panel:
              - { model: gpt, samples: 2, temperature: 0.9, reasoning: high }
              - { model: claude, samples: 2 }
            spares: [openai/spare]
            fusor: [claude, gpt]
            judge: { model: gpt, criteria: Be right., fallbacks: [openai/j2] }
            analyst: openai/ana
            scorer: jud
            max_concurrency: 3
            roles: { fusor: { temperature: 0.1, max_completion_tokens: 100 } }
            quorum: { min: 3, grace_ms: 100 }
            budget: { max_cost_usd: 0.5, assumed_price: { input: 1, output: 1 }, max_calls: 10, max_wall_ms: 5000 }
        """;

    [Theory]
    [InlineData(0.25, 5, 1000, 0.25, 5, 1000)]
    [InlineData(9, 99, 99000, 0.5, 10, 5000)]
    public void Budget_AskedFor_OnlyLowers(double usd, int calls, int wallMs, double expectedUsd, int expectedCalls, int expectedWallMs)
    {
        var budget = Get(new() { MaxCostUsd = (decimal)usd, MaxCalls = calls, MaxWallTime = TimeSpan.FromMilliseconds(wallMs), MaxTokens = 7 }).Budget;

        Assert.Equal(((decimal)expectedUsd, expectedCalls, 7L), (budget.MaxCostUsd, budget.MaxCalls, budget.MaxTokens));
        Assert.Equal(TimeSpan.FromMilliseconds(expectedWallMs), budget.MaxWallTime);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(9, 3)]
    public void Concurrency_AskedFor_OnlyLowers(int asked, int expected) => Assert.Equal(expected, Get(new() { MaxConcurrency = asked }).Panel.MaxConcurrency);

    [Fact]
    public void Quorum_AskedFor_HoldsKeyByKey()
    {
        var quorum = Get(new() { Quorum = new() { Min = 2, Timeout = TimeSpan.FromSeconds(4) } }).Quorum;

        Assert.Equal(new Quorum { Min = 2, Grace = TimeSpan.FromMilliseconds(100), Timeout = TimeSpan.FromSeconds(4) }, quorum);
    }

    [Fact]
    public void Quorum_AllOfThem_IsThePanelThatRuns()
    {
        Assert.Equal((5, 1), Of(new() { Samples = 5, Quorum = new() { WaitForAll = true } }));
        Assert.Equal((3, 4), Of(new() { Quorum = new() { RequireAll = true } }));
        Assert.Equal((2, 2), Of(new() { Samples = 2, Quorum = new() { Required = 2 } }));

        static (int?, int) Of(RecipeOverrides overrides) => Get(overrides).Quorum is var quorum ? (quorum.Min, quorum.Required) : default;
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(null, 5)]
    [InlineData(0, null)]
    public void Quorum_OutOfReach_IsRefused(int? min, int? required)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Get(new() { Quorum = new() { Min = min, Required = required } }));

        Assert.Contains("the panel gives 4", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ByRoleAndModel_WinOverTheRecipes()
    {
        var recipe = Get(new()
        {
            PanelOptions = new() { Temperature = 0.4, MaxCompletionTokens = 50, ReasoningEffort = ReasoningEffort.Low },
            ModelOptions = new Dictionary<string, GenerationOverrides> { ["claude"] = new() { MaxCompletionTokens = 60 } },
        });

        var gpt = recipe.Panel.Members[0].Model.Options!;
        Assert.Equal((0.4f, 50, ReasoningEffort.Low), (gpt.Temperature, gpt.MaxOutputTokens, gpt.Reasoning!.Effort));
        Assert.Equal((0.4f, 60), (recipe.Panel.Members[1].Model.Options!.Temperature, recipe.Panel.Members[1].Model.Options!.MaxOutputTokens));
        Assert.Equal(0.4f, Assert.Single(recipe.Panel.Spares).Model.Options!.Temperature);
    }

    [Fact]
    public void Options_OfFusorAndJudge_ReachThem()
    {
        RecipeOverrides overrides = new() { FusorOptions = new() { MaxCompletionTokens = 70 }, JudgeOptions = new() { Temperature = 0.3 } };
        using var book = Yaml.Open(Text);

        var parts = book.GetParts("r", overrides);

        Assert.Equal((0.1f, 70), (parts.Fusors[0].Options!.Temperature, parts.Fusors[0].Options!.MaxOutputTokens));
        Assert.Equal(0.3f, parts.Judge!.Options!.Temperature);
        Assert.Equal(0.3f, Assert.Single(parts.Judge.Fallbacks).Options!.Temperature);
        Assert.Equal(("openai/ana", 0.3f), (book.GetRecipe("r", overrides).Analyst!.Name, book.GetRecipe("r", overrides).Analyst!.Options!.Temperature));
    }

    [Fact]
    public void JudgeOptions_RecipeWithoutAJudge_HoldForTheFusorWhenItJudges()
    {
        using var book = Yaml.Open(Yaml.Base + "recipes:\n  r: { panel: claude }\n");

        var parts = book.GetParts("r", new() { JudgeOptions = new() { Temperature = 0.3 }, FallbackJudges = ["gpt"] });

        Assert.Equal(("claude", 0.3f), (parts.Judge!.Name, parts.Judge.Options!.Temperature));
        Assert.Equal("gpt", Assert.Single(parts.Judge.Fallbacks).Name);
        Assert.Null(parts.Fusors[0].Options);
    }

    [Fact]
    public void ModelOptions_OfAModelThatIsNoMember_AreRefused()
    {
        var exception = Assert.Throws<ConfigurationException>(
            () => Get(new() { ModelOptions = new Dictionary<string, GenerationOverrides> { ["openai/x"] = new() { Temperature = 0 } } }));

        Assert.Contains("'openai/x', which is no member of the panel: gpt, claude", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fusors_WithFallbacks_AreAChain()
    {
        Assert.Equal(["claude", "openai/f"], Names(new() { FallbackFusors = ["openai/f"] }));
        Assert.Equal(["gpt", "openai/f"], Names(new() { Fusors = ["gpt"], FallbackFusors = ["openai/f"] }));
        Assert.Equal(["gpt"], Names(new() { Fusors = ["gpt"] }));

        static IEnumerable<string> Names(RecipeOverrides overrides)
        {
            using var book = Yaml.Open(Text);
            return book.GetParts("r", overrides).Fusors.Select(fusor => fusor.Name);
        }
    }

    [Fact]
    public void Judge_AskedFor_JudgesAndAnalysesInPlaceOfTheRecipes()
    {
        RecipeOverrides overrides = new() { Judge = "openai/j", FallbackJudges = ["claude"], Aggregator = "best-of-n" };
        using var book = Yaml.Open(Text);

        var (recipe, parts) = (book.GetRecipe("r", overrides), book.GetParts("r", overrides));

        Assert.Equal(("openai/j", "Be right.", null), (parts.Judge!.Name, parts.Rubric, parts.Scorer));
        Assert.Equal("claude", Assert.Single(parts.Judge.Fallbacks).Name);
        Assert.Equal(("openai/j", "Be right."), (recipe.Analyst!.Name, recipe.Criteria));
    }

    [Fact]
    public void Criteria_AskedFor_AreInTheFusorsPrompt()
    {
        using var book = Yaml.Open(Text);

        Assert.StartsWith("# What makes an answer good here\nBe brief.\n", book.GetParts("r", new() { Criteria = "Be brief." }).Prompt!.Template, StringComparison.Ordinal);
    }

    [Fact]
    public void Fallback_AskedFor_IsTheRecipes() => Assert.Equal(FallbackPolicy.Fail, Get(new() { Fallback = FallbackPolicy.Fail }).Fallback);

    [Theory]
    [InlineData("gpt", "reasoning", """{"max_tokens":500}""")]
    [InlineData("claude", "thinking", """{"type":"enabled","budget_tokens":500}""")]
    public void ReasoningTokens_AskedFor_AreInTheWordsOfTheEndpoint(string model, string key, string expected)
    {
        var member = Get(new() { Models = [model], PanelOptions = new() { ReasoningMaxTokens = 500, ReasoningEffort = ReasoningEffort.High } }).Panel.Members[0];

        var body = Assert.IsType<System.Text.Json.Nodes.JsonObject>(member.Model.Options!.AdditionalProperties![EndpointProperties.Body]);
        Assert.Equal(expected, body[key]!.ToJsonString());
        Assert.Null(member.Model.Options.Reasoning);
    }

    [Fact]
    public void ReasoningTokens_OfAModelThatTakesNone_AreRefused()
    {
        using var book = Yaml.Open("endpoints:\n  o: { kind: ollama, base_url: 'http://localhost:11434' }\nrecipes:\n  r: { panel: o/m }\n");

        var exception = Assert.Throws<ConfigurationException>(() => book.GetRecipe("r", new() { PanelOptions = new() { ReasoningMaxTokens = 5 } }));

        Assert.Contains("'o/m' cannot be given a limit of reasoning tokens", exception.Message, StringComparison.Ordinal);
    }

    private static Recipe Get(RecipeOverrides overrides)
    {
        using var book = Yaml.Open(Text);
        return book.GetRecipe("r", overrides);
    }
}
