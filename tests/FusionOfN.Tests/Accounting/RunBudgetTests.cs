using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

public sealed class RunBudgetTests
{
    [Fact]
    public async Task SharedBudget_200ConcurrentRuns_IsNeverOvershot()
    {
        ScriptedReply paid = new() { Text = "x", Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 10 } };
        ScriptedChatClient member = new(paid, "m");
        ScriptedChatClient fusor = new(Runs.Marked("y") with { Usage = new UsageDetails { InputTokenCount = 50, OutputTokenCount = 10 } }, "f");
        Budget budget = new(new BudgetLimits { MaxCostUsd = 0.05m, MaxCalls = 400 });
        var recipe = Runs.Recipe(Panel.OfOne(member, 5, "m"), new FusionAggregator([Runs.Model("f", fusor)])) with
        {
            Prices = new PriceList([new("m", new Price(1, 5)), new("f", new Price(2, 10))]),
        };
        FusionRequest request = new(Runs.Ask()) { SharedBudgets = [budget], Options = new ChatOptions { MaxOutputTokens = 50 } };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Runs.CompleteAsync(recipe, request))));

        var spent = outcomes.Sum(outcome => outcome.Receipt.Usage.CostUsd ?? 0);
        Assert.InRange(spent, 0.001m, 0.05m);
        Assert.Equal(spent, budget.CommittedUsd);
        Assert.True(member.Calls.Count + fusor.Calls.Count <= 400);
        Assert.Equal(member.Calls.Count + fusor.Calls.Count, outcomes.Sum(outcome => outcome.Receipt.Usage.Calls));
        Assert.Contains(outcomes, outcome => outcome.Pool.Candidates.Any(candidate => candidate.State == CallState.OverBudget));
    }

    [Fact]
    public async Task Budget_CoversOnlyPartOfThePanel_TheRestIsTypedAndTheAnswerDegraded()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("a", "b", "c", "d"), new FirstAggregator()) with { Budget = new BudgetLimits { MaxCalls = 3 } });

        Assert.Equal(3, outcome.Receipt.Answered);
        var refused = Assert.Single(outcome.Pool.Candidates, candidate => candidate.State == CallState.OverBudget);
        Assert.Contains("max_calls", refused.Failure!.Reason, StringComparison.Ordinal);
        Assert.Equal(FusionStatus.Partial, outcome.Receipt.Status);
    }

    [Fact]
    public async Task Budget_DoesNotCoverTheFusor_TheBestCandidateIsTaken()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("same", "same", "other")) with { Budget = new BudgetLimits { MaxCalls = 3 } });

        Assert.Equal("same", outcome.Answer);
        Assert.Equal(FusionStatus.Fallback, outcome.Receipt.Status);
    }

    [Fact]
    public async Task Budget_UnknownPriceUnderACostLimit_IsRefusedAndNotFree()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("a", "b")) with { Budget = new BudgetLimits { MaxCostUsd = 1 } });

        Assert.Equal(FusionStatus.Failed, outcome.Receipt.Status);
        Assert.All(outcome.Pool.Candidates, candidate => Assert.Contains("price is not known", candidate.Failure!.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Usage_OfFailedAndAbandonedCalls_IsOnTheReceiptToo()
    {
        ScriptedChatClient refusing = new(new ScriptedReply { FinishReason = ChatFinishReason.ContentFilter, Usage = new UsageDetails { InputTokenCount = 9, OutputTokenCount = 4 } }, "r");
        Panel panel = new(new PanelMember(Runs.Model("r", refusing)), new PanelMember(Runs.Model("ok", new ScriptedChatClient("fine", "ok"))));

        var receipt = (await Runs.CompleteAsync(Runs.Recipe(panel))).Receipt;

        Assert.Equal((2, 9L, 4L), (receipt.Usage.Calls, receipt.Usage.InputTokens, receipt.Usage.OutputTokens));
        Assert.Null(receipt.Usage.CostUsd);
        Assert.Equal(0, receipt.Usage.CostCoverage);
    }
}
