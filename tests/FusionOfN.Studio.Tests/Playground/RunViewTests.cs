using FusionOfN.Gateway.Studio;

namespace FusionOfN.Studio.Tests;

public sealed class RunViewTests
{
    private readonly RunView _view = new("fusion");

    [Fact]
    public void Apply_PiecesOfTwoCandidates_StandApart()
    {
        Apply(new RunStarted("run_1", "default", ["a", "b"]), new CandidateStarted(0, "a"), new CandidateStarted(1, "b"),
            new CandidateDelta(0, "He"), new CandidateDelta(1, "Ho"), new CandidateDelta(0, "llo"));

        Assert.Equal(["Hello", "Ho"], _view.Candidates.Select(candidate => candidate.Text));
        Assert.Equal(RunPhase.Sampling, _view.Phase);
    }

    [Fact]
    public void Apply_SlotRefilledByASpare_StartsItsTextAgain()
    {
        Apply(new RunStarted("run_1", "default", ["a"]), new CandidateStarted(0, "a"), new CandidateDelta(0, "half"), new CandidateStarted(0, "spare"), new CandidateDelta(0, "whole"));

        Assert.Equal("whole", _view.Candidates[0].Text);
        Assert.Equal("spare", _view.Candidates[0].Model);
    }

    [Fact]
    public void Apply_ReasoningBeforeText_IsThinking()
    {
        Apply(new RunStarted("run_1", "default", ["a"]), new CandidateStarted(0, "a"), new CandidateDelta(0, "", "hm"));
        Assert.True(_view.Candidates[0].IsThinking);

        Apply(new CandidateDelta(0, "now"));
        Assert.False(_view.Candidates[0].IsThinking);
    }

    [Fact]
    public void Apply_AnswerDiscarded_StartsAgainAndSaysWhy()
    {
        Apply(new RunStarted("run_1", "default", ["a"]), new AggregationStarted("fusion", 1), new AnswerDelta("Half of an ans"), new AnswerDiscarded("The fusor broke."), new AnswerDelta("Whole."));

        Assert.Equal("Whole.", _view.Answer);
        Assert.Equal("The fusor broke.", _view.Problem);
        Assert.Equal(RunPhase.Aggregating, _view.Phase);
    }

    [Fact]
    public void Apply_CandidateThatFailed_KeepsItsReason()
    {
        Candidate failed = new(0, "a", CallState.Failed, "") { Failure = new CallFailure("Too many requests.", 429) };

        Apply(new RunStarted("run_1", "default", ["a", "b"]), new CandidateCompleted(failed, new CallRecord { Role = CallRole.Panel, RequestedModel = "a", State = CallState.Failed }));

        Assert.Equal(1, _view.Settled);
        Assert.Equal("Too many requests.", _view.Candidates[0].Candidate!.Failure!.Reason);
    }

    private void Apply(params FusionEvent[] steps)
    {
        foreach (FusionEvent step in steps)
            _view.Apply(step);
    }
}
