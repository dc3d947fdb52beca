using System.Text;

namespace FusionOfN.Gateway.Studio;

/// <summary>A run as a page shows it: the engine's events, folded one after the other into what is known so far.</summary>
public sealed class RunView
{
    private readonly StringBuilder _answer = new();
    private readonly List<CandidateView> _candidates = [];

    internal RunView(string aggregator) => Aggregator = aggregator;

    /// <summary>The aggregator that was asked for.</summary>
    public string Aggregator { get; private set; }

    /// <summary>The run's id; null before it began.</summary>
    public string? RunId { get; private set; }

    /// <summary>How far it is.</summary>
    public RunPhase Phase { get; private set; }

    /// <summary>The candidates, by index.</summary>
    public IReadOnlyList<CandidateView> Candidates => _candidates;

    /// <summary>The answer so far.</summary>
    public string Answer => Outcome?.Answer ?? _answer.ToString();

    /// <summary>What the run came to; null as long as it runs.</summary>
    public FusionOutcome? Outcome { get; private set; }

    /// <summary>Its record: when it is over or was stopped.</summary>
    public FusionReceipt? Receipt { get; private set; }

    /// <summary>How the candidates relate; null when nobody asked, or as long as it is not known.</summary>
    public FusionAnalysis? Analysis { get; private set; }

    /// <summary>Why there is no answer, or what a person should know about how it came about.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => Phase is RunPhase.Sampling or RunPhase.Aggregating;

    /// <summary>Candidates that are settled, with an answer or without.</summary>
    public int Settled => _candidates.Count(candidate => candidate.Candidate is not null);

    internal void Apply(FusionEvent step)
    {
        switch (step)
        {
            case RunStarted started:
                RunId = started.RunId;
                for (var index = _candidates.Count; index < started.Members.Count; index++)
                    _candidates.Add(new CandidateView(index, started.Members[index]));
                break;
            case CandidateStarted started:
                At(started.Index, started.Model).Start(started.Model);
                break;
            case CandidateDelta delta:
                At(delta.Index, "").Append(delta);
                break;
            case CandidateCompleted completed:
                At(completed.Candidate.Index, completed.Candidate.Model).Settle(completed.Candidate, completed.Call);
                break;
            case SamplingCompleted sampled:
                foreach (var candidate in sampled.Pool.Candidates)
                    At(candidate.Index, candidate.Model).Settle(candidate, null);
                break;
            case AggregationStarted started:
                Phase = RunPhase.Aggregating;
                Aggregator = started.Aggregator;
                break;
            case AnswerDelta delta:
                _answer.Append(delta.Text);
                break;
            case AnswerDiscarded discarded:
                _answer.Clear();
                Problem = discarded.Reason;
                break;
            case AnalysisCompleted completed:
                Analysis = completed.Analysis;
                break;
            case FusionCancelled cancelled:
                Receipt = cancelled.Receipt;
                Phase = RunPhase.Stopped;
                break;
            case FusionCompleted completed:
                Complete(completed.Outcome);
                break;
        }
    }

    /// <summary>It was stopped by the person who watches it.</summary>
    internal void Stop() => Phase = RunPhase.Stopped;

    /// <summary>It could not be run, or broke.</summary>
    internal void Fail(string problem)
    {
        Phase = RunPhase.Failed;
        Problem = problem;
    }

    private void Complete(FusionOutcome outcome)
    {
        Outcome = outcome;
        Receipt = outcome.Receipt;
        Analysis = outcome.Analysis ?? Analysis;
        Phase = outcome.Receipt.Failure is null ? RunPhase.Done : RunPhase.Failed;
        if (outcome.Receipt.Failure is not null)
            Problem = RunFailure.Of(outcome.Receipt).Message;
        foreach (var candidate in outcome.Pool.Candidates)
            At(candidate.Index, candidate.Model).Settle(candidate, null);
    }

    // A sampling that goes on after agreement adds slots that the start did not name.
    private CandidateView At(int index, string model)
    {
        while (_candidates.Count <= index)
            _candidates.Add(new CandidateView(_candidates.Count, model));
        return _candidates[index];
    }
}
