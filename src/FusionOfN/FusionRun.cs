using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace FusionOfN;

/// <summary>One run: sample, aggregate, account. Reads from top to bottom in <see cref="ExecuteAsync"/>.</summary>
internal sealed class FusionRun
{
    private readonly Recipe _recipe;
    private readonly FusionRequest _request;
    private readonly ChannelWriter<FusionEvent> _events;
    private readonly ModelCalls _calls;
    private readonly ILogger _logger;
    private readonly ReceiptBuilder _receipts;
    private readonly string _runId = $"run_{Guid.CreateVersion7():n}";
    private readonly int _seed;
    private CandidatePool _pool;
    private InvocationReport? _invocation;
    private bool _passedOn;
    private Aggregated? _noAnswer;

    public FusionRun(Recipe recipe, FusionRequest request, FusionEngineOptions options, ChannelWriter<FusionEvent> events)
    {
        _recipe = recipe;
        _request = request;
        _events = events;
        _logger = options.Logger;
        _seed = recipe.Seed ?? (int?)request.Options?.Seed ?? options.DrawSeed();
        var own = new Budget(recipe.Budget, options.TimeProvider);
        _calls = new ModelCalls(recipe.Prices, [own, .. request.SharedBudgets], options.TimeProvider);
        _receipts = new ReceiptBuilder(recipe, _calls, _runId, _seed) { RequestNotes = request.Notes };
        _pool = new CandidatePool(request.Messages, []);
    }

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        using var activity = FusionTelemetry.StartRun(_recipe);
        FusionReceipt receipt;
        FusionEvent end;
        try
        {
            await SampleAsync(cancellationToken).ConfigureAwait(false);
            _events.TryWrite(new SamplingCompleted(_pool));
            var outcome = await AnswerAsync(cancellationToken).ConfigureAwait(false);
            (receipt, end) = (outcome.Receipt, new FusionCompleted(outcome));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was spent until now was spent.
            receipt = _receipts.Build(_pool, new Aggregated("") { Failure = FusionFailure.Cancelled }, _invocation, [], provenance: null);
            Close(new FusionCancelled(receipt));
            throw;
        }

#pragma warning disable CA1031 // Whatever it was: what was spent is on the receipt, and counted.
        catch (Exception exception) when (_calls.Records.Count > 0)
#pragma warning restore CA1031
        {
            FusionLog.RunFaulted(_logger, exception, _runId);
            receipt = _receipts.Build(_pool, new Aggregated("") { Failure = FusionFailure.Unexpected, Notes = ["The run failed unexpectedly; the log says why."] }, _invocation, [], provenance: null);
            end = new FusionCompleted(new FusionOutcome("", _pool, receipt));
        }

        Close(end);

        void Close(FusionEvent last)
        {
            FusionTelemetry.EndRun(activity, receipt);
            FusionLog.RunEnded(_logger, receipt);
            _events.TryWrite(last);
        }
    }

    private async Task SampleAsync(CancellationToken cancellationToken)
    {
        if (_request.Candidates is { } given)
        {
            _events.TryWrite(new RunStarted(_runId, _recipe.Name, [.. given.Select(candidate => candidate.Model)]));
            _pool = new CandidatePool(_request.Messages, given);
            return;
        }

        var slots = PanelSlot.Of(_recipe.Panel);
        _events.TryWrite(new RunStarted(_runId, _recipe.Name, [.. slots.Select(slot => slot.Member.Model.Name)]));
        using var sampler = new PanelSampler(_recipe, _request, _calls, EventsOfSampling());
        (var candidates, _invocation) = await new AdaptiveSampling(_recipe.Invocation, sampler).SampleAsync(slots, cancellationToken).ConfigureAwait(false);
        _pool = new CandidatePool(_request.Messages, candidates);
    }

    private ChannelWriter<FusionEvent> EventsOfSampling() => _recipe.Invocation.Mode == InvocationMode.Solo && _request.AnswerCheck is null
        ? new SoloAnswer(_events, () => _passedOn = true, reason => Discard(reason, brief: null))
        : _events;

    private async Task<FusionOutcome> AnswerAsync(CancellationToken cancellationToken)
    {
        var context = new AggregationContext(_pool, _calls, _seed) { Options = _request.Options };
        _noAnswer ??= TooFew();
        var taken = _noAnswer is null ? AsIs() : null;
        var (toolCalls, undecided) = taken is not null ? ([.. taken.ToolCalls.Where(call => !string.IsNullOrWhiteSpace(call.Name))], null)
            : _noAnswer is null ? await VoteAsync(context, cancellationToken).ConfigureAwait(false)
            : ([], null);
        taken ??= toolCalls.Count > 0 ? _pool.Candidates.FirstOrDefault(candidate => ReferenceEquals(candidate.ToolCalls, toolCalls)) : null;
        var aggregating = taken is not null ? Task.FromResult(Take(taken))
            : _noAnswer is not null || toolCalls.Count > 0 || _pool.Usable.Count == 0 ? Task.FromResult(_noAnswer ?? new Aggregated(""))
            : AggregateAsync(context, cancellationToken);
        var analysing = _noAnswer is not null ? Task.FromResult<FusionAnalysis?>(null) : AnalyseAsync(context, cancellationToken);

        // Both are waited for even when one fails: no task outlives the run.
        await Task.WhenAll(aggregating, analysing).ConfigureAwait(false);
        var aggregated = await aggregating.ConfigureAwait(false);
        if (undecided is { } open)
            aggregated = aggregated with { Level = toolCalls.Count > 0 ? FallbackLevel.BestCandidate : aggregated.Level, Notes = [open, .. aggregated.Notes] };
        var provenance = Compare(ref aggregated);
        return new FusionOutcome(aggregated.Answer, _pool, _receipts.Build(_pool, aggregated, _invocation, toolCalls, provenance))
        {
            ToolCalls = toolCalls,
            Usage = _calls.Ledger.Usage,
            Cause = aggregated.Cause,
            IsCutOff = aggregated.IsCutOff || (aggregated.Writer is null
                && _pool.Candidates.Any(candidate => candidate.Index == aggregated.Selected && candidate.State == CallState.Truncated)),
            Provenance = provenance,
            Analysis = await analysing.ConfigureAwait(false),
        };
    }

    private ProvenanceMap? Compare(ref Aggregated aggregated)
    {
        if (aggregated.Answer.Length == 0 || !_request.TracesProvenance)
            return null;
        var sources = SourceTexts.Of(_pool, aggregated);
        if (!ProvenanceMap.IsTooLong(aggregated.Answer, sources))
            return ProvenanceMap.Create(aggregated.Answer, sources);
        aggregated = aggregated with { Notes = [.. aggregated.Notes, ProvenanceMap.TooLong] };
        return null;
    }

    private Task<(IReadOnlyList<FunctionCallContent> Calls, RunNote? Undecided)> VoteAsync(AggregationContext context, CancellationToken cancellationToken) => ToolCallVote.DecideAsync(
        ToolCallVote.Count(_pool, required: _request.Options?.ToolMode is RequiredChatToolMode), _recipe.Writer, context, cancellationToken);

    /// <summary>The reply of the one model that was asked, when whatever it holds is the answer; null when there is none.</summary>
    private Candidate? AsIs() => _request.TakesReplyAsIs && _pool.Candidates is [{ } only]
        && (only.State is CallState.Ok or CallState.Empty or CallState.Truncated || only.Failure?.Kind == ReplyAccumulator.BrokenToolCall)
            ? only
            : null;

    /// <summary>Takes a candidate with what it said and calls.</summary>
    private Aggregated Take(Candidate candidate)
    {
        if (!_passedOn && candidate.Text.Length > 0)
            _events.TryWrite(new AnswerDelta(candidate.Text) { ModelServed = candidate.ModelServed ?? candidate.Model });
        return new Aggregated(candidate.Text) { Selected = candidate.Index };
    }

    /// <summary>The end of a run that has candidates, but fewer than it requires.</summary>
    private Aggregated? TooFew()
    {
        // A call for a tool is no text, but it is an answer.
        var answered = Math.Max(_pool.Usable.Count, _pool.Candidates.Count(candidate => candidate.State == CallState.Ok));
        var required = Math.Min(_recipe.Quorum.Required, _pool.Candidates.Count);
        return answered > 0 && answered < required
            ? new Aggregated("") { Failure = FusionFailure.QuorumNotMet, Notes = [$"{required} usable candidates are required, but only {answered} came."] }
            : null;
    }

    private async Task<Aggregated> AggregateAsync(AggregationContext context, CancellationToken cancellationToken)
    {
        var aggregator = _pool.Usable.Count == 1 ? new FirstAggregator()
            : _invocation is { Mode: InvocationMode.Auto, Stopped: true } ? new BestOfNAggregator(new AgreementScorer(_recipe.Invocation.AnswerExtractor))
            : _recipe.Aggregator;

        _events.TryWrite(new AggregationStarted(aggregator.Name, _pool.Distinct.Count));
        var aggregated = await FoldOrFallBackAsync(aggregator, context, cancellationToken).ConfigureAwait(false);
        if (aggregated is { Level: FallbackLevel.BestCandidate, Failure: null } && _recipe.Fallback == FallbackPolicy.Fail)
            aggregated = new Aggregated("") { Failure = FusionFailure.NoAggregate, Notes = aggregated.Notes, Cause = aggregated.Cause };

        // What the request's own limit cut cannot have its form; that it was cut is said with it.
        if (_request.AnswerCheck is { } check && aggregated is { Failure: null, IsCutOff: false })
            aggregated = await new AnswerRepair(check, _recipe.Writer ?? _recipe.Panel.Members[0].Model).EnsureAsync(aggregated, context, cancellationToken).ConfigureAwait(false);
        if (!_passedOn && aggregated.Failure is null)
            _events.TryWrite(new AnswerDelta(aggregated.Answer) { ModelServed = ServedModel(aggregated) });
        return aggregated;
    }

    private async Task<Aggregated> FoldOrFallBackAsync(IAggregator aggregator, AggregationContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await FoldAsync(aggregator, context, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // An aggregator is no single point of failure: whatever it throws, the candidates are there.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var failure = CallFailures.Describe(exception);
            Discard(failure.Reason, failure.Brief);
            if (_noAnswer is not null)
                return _noAnswer with { Cause = exception };

            var best = await FoldAsync(new BestOfNAggregator(new AgreementScorer()), context, cancellationToken).ConfigureAwait(false);
            return best with { Level = FallbackLevel.BestCandidate, Cause = exception, Notes = [new RunNote($"The aggregator '{aggregator.Name}' failed: {failure.Reason}", $"The aggregator '{aggregator.Name}' failed: {failure.Brief}"), .. best.Notes] };
        }
    }

    private string? ServedModel(Aggregated aggregated) => aggregated.Writer is { } writer
        ? _calls.Records.LastOrDefault(call => call.Role == CallRole.Fusor && call.RequestedModel == writer && call.State == CallState.Ok)?.ServedModel ?? writer
        : _pool.Candidates.FirstOrDefault(candidate => candidate.Index == aggregated.Selected) is { } taken ? taken.ModelServed ?? taken.Model : null;

    private async Task<Aggregated> FoldAsync(IAggregator aggregator, AggregationContext context, CancellationToken cancellationToken)
    {
        AnswerBounds bounds = new(_request.Options, _recipe.Writer);
        Aggregated? aggregated = null;
        await foreach (var update in aggregator.AggregateAsync(context, cancellationToken).ConfigureAwait(false))
        {
            switch (update)
            {
                // An answer that has a form to keep is passed on when it is known to keep it.
                case AggregationDelta delta when _request.AnswerCheck is null:
                    PassOn(bounds.Add(delta.Text), delta.ModelServed);
                    break;
                case AggregationDiscarded discarded:
                    bounds.Reset();
                    Discard(discarded.Reason, discarded.Brief);
                    if (_noAnswer is not null)
                        return _noAnswer;
                    break;
                case Aggregated { Writer: not null } written:
                    aggregated = written with { Answer = bounds.Complete(written.Answer, out var rest), IsCutOff = written.IsCutOff || bounds.IsCutOff };
                    if (_passedOn)
                        PassOn(rest, ServedModel(aggregated));
                    break;
                case Aggregated taken:
                    aggregated = _passedOn ? taken : WithinBounds(taken);
                    break;
            }
        }

        return aggregated ?? throw new InvalidOperationException($"it ended without an answer; its last update must be {nameof(Aggregated)}.");
    }

    /// <summary>A candidate's text within the request's bounds, where its server did not see to them. Whose tokens the server counted is not counted again: it knows better.</summary>
    private Aggregated WithinBounds(Aggregated taken)
    {
        if (taken.Selected is not { } index || _request.Options is not { } options || (options.MaxOutputTokens is null && options.StopSequences is not { Count: > 0 }))
            return taken;
        var call = _calls.Records.LastOrDefault(record => record.Candidate == index && record.OutputTokens is not null);
        if (options.MaxOutputTokens is { } limit && call?.OutputTokens <= limit)
        {
            options = options.Clone();
            options.MaxOutputTokens = null;
        }

        AnswerBounds bounds = new(options, writer: null);
        var answer = bounds.Complete(taken.Answer, out _);
        return answer.Length == taken.Answer.AsSpan().TrimEnd().Length ? taken : taken with { Answer = answer, IsCutOff = taken.IsCutOff || bounds.IsCutOff };
    }

    private void PassOn(string piece, string? model)
    {
        if (piece.Length == 0)
            return;
        _passedOn = true;
        _events.TryWrite(new AnswerDelta(piece) { ModelServed = model });
    }

    /// <summary>Takes back what was passed on. A reader that cannot take it back has an answer that broke off, and that is the run's result.</summary>
    private void Discard(string reason, string? brief)
    {
        if (!_passedOn)
            return;

        _events.TryWrite(new AnswerDiscarded(reason, brief));
        _passedOn = _request.PassesAnswerOn;
        if (_request.PassesAnswerOn)
            _noAnswer ??= new Aggregated("") { Failure = FusionFailure.BrokenOff, Notes = [new RunNote($"The answer broke off: {reason}", brief is null ? null : $"The answer broke off: {brief}")] };
    }

    private async Task<FusionAnalysis?> AnalyseAsync(AggregationContext context, CancellationToken cancellationToken)
    {
        if (!_request.Analyse || _recipe.Analyst is not { } analyst || _pool.Distinct.Count == 0)
            return null;

        var analysis = await PoolAnalyst.AnalyseAsync(analyst, context with { Options = null }, _recipe.Criteria, cancellationToken).ConfigureAwait(false);
        if (analysis is not null)
            _events.TryWrite(new AnalysisCompleted(analysis));
        return analysis;
    }
}
