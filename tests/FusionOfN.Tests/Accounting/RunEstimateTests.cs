using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests.Accounting;

/// <summary>An estimate against what runs really reserve. Scripted models report no usage, so that the reservations stand when a run is over.</summary>
public sealed class RunEstimateTests
{
    private static readonly ChatOptions Limited = new() { MaxOutputTokens = 200 };

    public static TheoryData<string> Cases => [.. Recipes.Keys];

    private static Dictionary<string, Func<Recipe>> Recipes => new()
    {
        ["fusion"] = () => Runs.Recipe(Runs.PanelOf(Long("a"), Long("b"), Long("c"))),
        ["fusion of the same"] = () => Runs.Recipe(Runs.PanelOf("x", "x", "x")),
        ["fusion with a bad fusor"] = () => Runs.Recipe(Runs.PanelOf(Long("a"), Long("b")), new FusionAggregator([Bad("f"), Bad("g")], lastResort: new JudgeScorer(Judge("5")))),
        ["fusion in groups"] = () => Runs.Recipe(Runs.PanelOf(Long("a"), Long("b"), Long("c"), Long("d")), new FusionAggregator([Runs.Fusor("f") with { ContextWindow = 2_600, MaxOutputTokens = 200 }])),
        ["solo"] = () => Runs.Recipe(Runs.PanelOf("a", "b")) with { Invocation = new Invocation { Mode = InvocationMode.Solo } },
        ["auto that agrees"] = () => Runs.Recipe(Runs.PanelOf("x", "x", "x")) with { Invocation = new Invocation { Mode = InvocationMode.Auto } },
        ["auto that goes on"] = () => Runs.Recipe(Runs.PanelOf("lorem ipsum", "quite another", "third")) with { Invocation = new Invocation { Mode = InvocationMode.Auto } },
        ["best of n"] = () => Runs.Recipe(Runs.PanelOf(Long("a"), Long("b"), Long("c")), new BestOfNAggregator(new JudgeScorer(Judge("5"), "Be strict."))),
        ["weighted vote"] = () => Runs.Recipe(Runs.PanelOf("1", "2", "2"), new WeightedVoteAggregator(new NumberAnswerExtractor(), new JudgeScorer(Judge("5")))),
        ["majority"] = () => Runs.Recipe(Runs.PanelOf("1", "2", "2"), new MajorityVoteAggregator(new NumberAnswerExtractor())),
        ["tournament"] = () => Runs.Recipe(Runs.PanelOf(Long("a"), Long("b"), Long("c")), new PairwiseTournamentAggregator(Judge("1"))),
        ["universal"] = () => Runs.Recipe(Runs.PanelOf(Long("a"), Long("b"), Long("c")), new UniversalSelfConsistencyAggregator(Judge("1"))),
        ["analysed"] = () => Runs.Recipe(Runs.PanelOf(Long("a"), Long("b"))) with { Analyst = Judge("none"), Criteria = "Short." },
        ["one member"] = () => Runs.Recipe(Runs.PanelOf("a")),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Of_EveryKindOfRun_HoldsWhatTheRunReserves(string name)
    {
        Recipe recipe = Recipes[name]();
        Budget budget = new(new BudgetLimits());
        FusionRequest request = new(Runs.Ask()) { Options = Limited, SharedBudgets = [budget], Analyse = recipe.Analyst is not null };

        RunEstimate estimate = RunEstimate.Of(recipe, request, DateTimeOffset.UnixEpoch);
        await Runs.CompleteAsync(recipe, request);

        CountRange tokens = estimate.InputTokens.Add(estimate.OutputTokens);
        Assert.InRange(budget.CommittedCalls, estimate.Calls.Min, estimate.Calls.Max);
        Assert.InRange(budget.CommittedTokens, tokens.Min, tokens.Max);

        // An interval that holds anything says nothing.
        Assert.True(tokens.Max < 40 * budget.CommittedTokens, $"{tokens} for {budget.CommittedTokens}");
    }

    [Fact]
    public async Task Of_AnswerThatIsRepaired_HoldsTheRepair()
    {
        Recipe recipe = Runs.Recipe(Runs.PanelOf("a", "b"));
        Budget budget = new(new BudgetLimits());
        FusionRequest request = new(Runs.Ask()) { Options = Limited, SharedBudgets = [budget], AnswerCheck = new NeverFits() };

        RunEstimate estimate = RunEstimate.Of(recipe, request, DateTimeOffset.UnixEpoch);
        await Runs.CompleteAsync(recipe, request);

        Assert.Equal(4, budget.CommittedCalls);
        Assert.Equal(new CountRange(3, 5), estimate.Calls);
        Assert.InRange(budget.CommittedTokens, 1, estimate.InputTokens.Max + estimate.OutputTokens.Max);
    }

    [Fact]
    public void Of_AutoMode_IsWiderThanTheWholePanel()
    {
        Recipe whole = Runs.Recipe(Runs.PanelOf("a", "b", "c", "d"));
        FusionRequest request = new(Runs.Ask()) { Options = Limited };

        CountRange always = RunEstimate.Of(whole, request, DateTimeOffset.UnixEpoch).Calls;
        CountRange auto = RunEstimate.Of(whole with { Invocation = new Invocation { Mode = InvocationMode.Auto } }, request, DateTimeOffset.UnixEpoch).Calls;

        Assert.Equal(new CountRange(5, 6), always);
        Assert.Equal(new CountRange(2, 6), auto);
    }

    [Fact]
    public void Of_PricesPartlyKnown_SaysWhichAreMissingAndPricesTheRest()
    {
        Recipe recipe = Runs.Recipe(Runs.PanelOf("a", "b")) with { Prices = new PriceList([new("m0", new Price(1, 10))]) };

        RunEstimate estimate = RunEstimate.Of(recipe, new FusionRequest(Runs.Ask()) { Options = Limited }, DateTimeOffset.UnixEpoch);

        ModelEstimate priced = estimate.Models.Single(model => model.Model == "m0");
        Assert.Equal(["m1", "fusor"], estimate.UnknownPrices);
        Assert.Equal(((priced.InputTokens.Max * 1m) + (200 * 10m)) / 1_000_000m, estimate.KnownCost!.Value.MaxUsd);
        Assert.InRange(estimate.KnownCost.Value.MinUsd, 0.00001m, estimate.KnownCost.Value.MaxUsd);
    }

    [Fact]
    public void Of_LimitsBelowTheLeastOrTheMost_SaysSo()
    {
        FusionRequest request = new(Runs.Ask()) { Options = Limited };
        Recipe recipe = Runs.Recipe(Runs.PanelOf("a", "b", "c"));

        RunEstimate below = RunEstimate.Of(recipe with { Budget = new BudgetLimits { MaxCalls = 3 } }, request, DateTimeOffset.UnixEpoch);
        RunEstimate between = RunEstimate.Of(recipe with { Budget = new BudgetLimits { MaxCalls = 4 } }, request, DateTimeOffset.UnixEpoch);
        RunEstimate enough = RunEstimate.Of(recipe with { Budget = new BudgetLimits { MaxCalls = 5, MaxTokens = 100_000 } }, request, DateTimeOffset.UnixEpoch);

        Assert.True(below.IsOverBudget);
        Assert.False(between.IsOverBudget);
        Assert.Contains("max_calls is 4", Assert.Single(between.OverBudget), StringComparison.Ordinal);
        Assert.Empty(enough.OverBudget);
    }

    [Fact]
    public void Of_WindowsThatAreTooSmall_SaysWhichModelsDoNotHoldTheConversation()
    {
        Panel panel = new(
            new PanelMember(Runs.Model("small", new ScriptedChatClient("a")) with { ContextWindow = 50 }),
            new PanelMember(Runs.Model("large", new ScriptedChatClient("b")) with { ContextWindow = 100_000 }),
            new PanelMember(Runs.Model("unknown", new ScriptedChatClient("c"))));
        Recipe recipe = Runs.Recipe(panel, new FusionAggregator([Runs.Fusor("f") with { ContextWindow = 600 }]));

        RunEstimate estimate = RunEstimate.Of(recipe, new FusionRequest(Runs.Ask(Long("word"))) { Options = Limited }, DateTimeOffset.UnixEpoch);

        Assert.Equal([("small", false), ("large", true), ("unknown", null), ("fusor", false)], estimate.Context.Select(fit => (fit.Model, fit.Fits)));
    }

    private static string Long(string word) => string.Join(' ', Enumerable.Repeat(word + "lorem", 100));

    private static ChatModel Judge(string number) => Runs.Model("judge", new ScriptedChatClient($"Fine.\nScore: {number}\nBetter: {number}\nChoice: {number}", "judge"));

    private static ChatModel Bad(string name) => Runs.Model(name, new ScriptedChatClient(" ", name));

    private sealed class NeverFits : IAnswerCheck
    {
        public AnswerVerdict Check(string answer, CancellationToken cancellationToken) => AnswerVerdict.Wrong("it never fits.");
    }
}
