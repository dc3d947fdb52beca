using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests.Provenance;

/// <summary>Whom an answer is credited to: only those whose texts its writer was shown.</summary>
public sealed class SourcesTests
{
    private const string Written = "The capital of Poland is Warsaw. The currency is the zloty.";

    [Fact]
    public async Task Run_FailedAndTruncatedCandidates_AreCreditedWithNothing()
    {
        Panel panel = new(
            Member("whole", "The capital of Poland is Warsaw."),
            Member("cut off", new ScriptedReply { Text = "The currency is the zloty. And then", FinishReason = ChatFinishReason.Length }),
            Member("died", new ScriptedReply { Text = "The currency is the zloty. So", Error = new InvalidOperationException("reset"), ErrorAfterPieces = 5 }),
            Member("as whole", "The capital of Poland is Warsaw."));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Fusor(Written)])));

        Assert.All(outcome.Provenance!.Spans, span => Assert.DoesNotContain(span.Candidates, candidate => candidate is 1 or 2));
        Assert.Equal([0, 0], outcome.Receipt.Shares!.Skip(1).Take(2));
        Assert.Equal(outcome.Receipt.Shares![0], outcome.Receipt.Shares[3]);
        Assert.Contains(outcome.Provenance.Spans, span => span.Of(Written).Contains("zloty", StringComparison.Ordinal) && span.Candidates.Count == 0);
    }

    [Fact]
    public async Task Run_CandidateLeftOutAsTooLong_IsCreditedWithNothing()
    {
        var tooLong = "The currency is the zloty. " + new string('x', 6_000);
        var fusor = Runs.Fusor(Written) with { ContextWindow = 1_600, MaxOutputTokens = 300 };
        var panel = Runs.PanelOf("The capital of Poland is Warsaw.", tooLong, "Poland lies in Europe.");

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([fusor])));

        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("left out", StringComparison.Ordinal));
        Assert.Equal([0, 2], outcome.Receipt.Order!.Order());
        Assert.Equal(0, outcome.Receipt.Shares![1]);
        Assert.True(outcome.Receipt.CopyRate < 0.7);
    }

    [Fact]
    public async Task Run_OnlyTruncatedCandidates_AreShownAndCredited()
    {
        Panel panel = new(
            Member("a", new ScriptedReply { Text = "The capital of Poland is Warsaw. The", FinishReason = ChatFinishReason.Length }),
            Member("b", new ScriptedReply { Text = "The currency is the zloty. And", FinishReason = ChatFinishReason.Length }));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Fusor(Written)])));

        Assert.All(outcome.Receipt.Shares!, share => Assert.True(share > 0.3));
    }

    private static PanelMember Member(string name, ScriptedReply reply) => new(Runs.Model(name, new ScriptedChatClient(reply)));
}
