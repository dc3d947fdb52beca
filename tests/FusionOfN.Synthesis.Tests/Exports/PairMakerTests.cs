namespace FusionOfN.Synthesis.Tests.Exports;

public class PairMakerTests
{
    private static readonly SynthCandidate Long = new("long", 0, CallState.Ok, new string('x', 100)) { Score = 0.1 };
    private static readonly SynthCandidate Alike = new("alike", 0, CallState.Ok, "about as long") { Score = 0.4 };

    [Fact]
    public void Find_Scores_TakesTheWorst() => Assert.Same(Long, Find(new(), 0.9, Long, Alike).Rejected);

    [Fact]
    public void Find_LengthMatched_TakesTheWorstOfItsLength() => Assert.Same(Alike, Find(new() { MaxLengthDifference = 0.3 }, 0.9, Long, Alike).Rejected);

    [Theory]
    [InlineData(0.4, 0, false, "a tie")]
    [InlineData(0.4, 0, true, null)]
    [InlineData(0.45, 0.1, false, "the margin is too small")]
    [InlineData(0.3, 0, false, "the answer scores below every candidate")]
    [InlineData(null, 0, false, "the answer has no score")]
    public void Find_Settings_SayWhyThereIsNone(double? score, double margin, bool ties, string? expected) =>
        Assert.Equal(expected, Find(new() { Margin = margin, KeepsTies = ties }, score, Alike).Reason);

    [Fact]
    public void Find_AnswerAmongCandidates_IsNoOpponent() =>
        Assert.Equal("every candidate is the answer itself", Find(new(), 0.9, new SynthCandidate("t", 0, CallState.Ok, "an answer abou") { Score = 0.9 }).Reason);

    private static (SynthCandidate? Rejected, string? Reason) Find(PairPlan plan, double? score, params SynthCandidate[] candidates) =>
        new PairMaker(plan).Find(Rows.Of(0, "q", "x", null, candidates), new SynthAnswer("fusion", "an answer abou") { Score = score });
}
