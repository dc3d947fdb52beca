using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

public sealed class RecipeFingerprintTests
{
    /// <summary>The text itself: files of earlier versions are compared with it.</summary>
    [Fact]
    public void Of_PlainRecipe_IsThisText()
    {
        Recipe recipe = new("plain", Panel("m", 2), new MajorityVoteAggregator(AnswerExtractors.Create("regex:Answer: (.+)"))) { Seed = 7, Criteria = "kurz & schön" };

        Assert.Equal(
            """
            {"version":1,"aggregator":"majority-vote","settings":"extractor=regex:Answer: (.+)","criteria":"kurz & schön","fallback":"select","seed":7,"panel":[{"samples":2,"model":{"name":"m","provider":"openai","address":"https://host/v1","id":"id-m"}}],"quorum":{"needed":2,"required":1,"grace_seconds":8,"timeout_seconds":90},"invocation":{"mode":"required"}}
            """,
            RecipeFingerprint.Of(recipe).Text);
    }

    [Fact]
    public void Of_SameRecipeMadeTwice_IsEqual()
    {
        Assert.Equal(RecipeFingerprint.Of(Fusion()).Hash, RecipeFingerprint.Of(Fusion()).Hash);
        Assert.Matches("^[0-9a-f]{64}$", RecipeFingerprint.Of(Fusion()).Hash);
    }

    public static TheoryData<string, Func<Recipe, Recipe>> Changes => new()
    {
        { "panel quorum", recipe => recipe with { Panel = Panel("m", 5) } },
        { "panel", recipe => recipe with { Panel = recipe.Panel.With(member => member with { Model = member.Model with { Options = new() { Temperature = 0.5f } } }) } },
        { "panel", recipe => recipe with { Panel = Panel("m", 2, address: "https://other/v1") } },
        { "panel", recipe => recipe with { Panel = Panel("m", 2, id: "another") } },
        { "spares", recipe => recipe with { Panel = recipe.Panel with { Spares = Panel("s", 1).Members } } },
        { "quorum", recipe => recipe with { Quorum = new() { Grace = TimeSpan.FromSeconds(1) } } },
        { "invocation", recipe => recipe with { Invocation = new() { Mode = InvocationMode.Auto } } },
        { "criteria", recipe => recipe with { Criteria = "short" } },
        { "analyst", recipe => recipe with { Analyst = Model("analyst") } },
        { "fallback", recipe => recipe with { Fallback = FallbackPolicy.Fail } },
        { "seed", recipe => recipe with { Seed = 8 } },
        { "aggregator settings models", recipe => recipe with { Aggregator = new FirstAggregator() } },
        { "settings", recipe => recipe with { Aggregator = new FusionAggregator([Model("fusor")], FusorPrompt.StandardFor("short")) } },
        { "models", recipe => recipe with { Aggregator = new FusionAggregator([Model("fusor") with { MaxOutputTokens = 9 }]) } },
        { "settings models", recipe => recipe with { Aggregator = new FusionAggregator([Model("fusor")], null, new JudgeScorer(Model("judge"), "rubric")) } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Of_WhatAnswersDependOn_IsNamedWhereItDiffers(string parts, Func<Recipe, Recipe> change)
    {
        RecipeFingerprint before = RecipeFingerprint.Of(Fusion()), after = RecipeFingerprint.Of(change(Fusion()));

        Assert.NotEqual(before.Hash, after.Hash);
        IEnumerable<string> differing = before.Parts.Keys.Union(after.Parts.Keys).Where(key => before.Parts.GetValueOrDefault(key) != after.Parts.GetValueOrDefault(key));
        Assert.Equal(parts.Split(' ').Order(), differing.Order());
    }

    [Fact]
    public void Of_WhatChangesNoAnswer_IsLeftOut()
    {
        Recipe recipe = Fusion();
        Recipe other = recipe with
        {
            Name = "another",
            Budget = new() { MaxCostUsd = 1 },
            Record = true,
            Panel = recipe.Panel.With(member => member with { MaxConcurrency = 1, Model = member.Model with { Price = new(1, 2), MetricName = "x" } }) with { MaxConcurrency = 1 },
        };

        Assert.Equal(RecipeFingerprint.Of(recipe).Text, RecipeFingerprint.Of(other).Text);
    }

    [Fact]
    public void OfAggregation_OtherPanel_IsEqual()
    {
        Recipe recipe = Fusion();

        Assert.Equal(
            RecipeFingerprint.OfAggregation(recipe).Text,
            RecipeFingerprint.OfAggregation(recipe with { Panel = Panel("other", 1), Invocation = new() { Mode = InvocationMode.Shadow } }).Text);
        Assert.NotEqual(RecipeFingerprint.OfAggregation(recipe).Hash, RecipeFingerprint.OfAggregation(recipe with { Seed = 3 }).Hash);
    }

    [Fact]
    public void Of_SecretsInAddressAndOptions_AreNotInTheText()
    {
        Panel panel = Panel("m", 1, address: "https://me:sesame@host/v1?api_key=sesame#sesame")
            .With(member => member with { Model = member.Model with { Options = new() { AdditionalProperties = new() { ["token"] = "sesame" } } } });

        string text = RecipeFingerprint.Of(new Recipe("r", panel, new FirstAggregator())).Text;

        Assert.DoesNotContain("sesame", text, StringComparison.Ordinal);
        Assert.Contains("https://host/v1\"", text, StringComparison.Ordinal);
    }

    private static Recipe Fusion() => new("r", Panel("m", 2), new FusionAggregator([Model("fusor")])) { Seed = 7 };

    private static Panel Panel(string name, int samples, string address = "https://host/v1/", string? id = null) =>
        new(new PanelMember(Model(name, address, id), samples));

    private static ChatModel Model(string name, string address = "https://host/v1/", string? id = null) =>
        new(name, new Addressed(new ChatClientMetadata("openai", new Uri(address), id ?? $"id-{name}")));

    private sealed class Addressed(ChatClientMetadata metadata) : DelegatingChatClient(new ScriptedChatClient("x"))
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? metadata : base.GetService(serviceType, serviceKey);
    }
}
