using System.Threading.Channels;
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
    private readonly string _runId = $"run_{Guid.CreateVersion7():n}";
    private readonly int _seed;

    public FusionRun(Recipe recipe, FusionRequest request, FusionEngineOptions options, ChannelWriter<FusionEvent> events)
    {
        _recipe = recipe;
        _request = request;
        _events = events;
        _logger = options.Logger;
        _seed = recipe.Seed ?? (int?)request.Options?.Seed ?? options.DrawSeed();
        var own = new Budget(recipe.Budget, options.TimeProvider);
        _calls = new ModelCalls(recipe.Prices, request.SharedBudget is { } shared ? [own, shared] : [own], options.TimeProvider);
    }

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        using var activity = FusionTelemetry.StartRun(_recipe);
        var (pool, invocation) = await SampleAsync(cancellationToken).ConfigureAwait(false);
        _events.TryWrite(new SamplingCompleted(pool));

        var toolCalls = ToolCallVote.Decide(pool, _seed);
        var aggregating = toolCalls.Count > 0 || pool.Usable.Count == 0
            ? Task.FromResult(new Aggregated(""))
            : AggregateAsync(pool, invocation, cancellationToken);
        var analysing = AnalyseAsync(pool, cancellationToken);

        // Both are waited for even when one fails: no task outlives the run.
        await Task.WhenAll(aggregating, analysing).ConfigureAwait(false);
        var aggregated = await aggregating.ConfigureAwait(false);
        var provenance = aggregated.Answer.Length > 0 ? ProvenanceMap.Create(aggregated.Answer, [.. pool.Candidates.Select(candidate => candidate.Text)]) : null;

        var receipt = new ReceiptBuilder(_recipe, _calls, _runId, _seed).Build(pool, aggregated, invocation, toolCalls, provenance);
        FusionTelemetry.EndRun(activity, receipt);
        FusionLog.RunEnded(_logger, receipt);
        _events.TryWrite(new FusionCompleted(new FusionOutcome(aggregated.Answer, pool, receipt)
        {
            ToolCalls = toolCalls,
            Provenance = provenance,
            Analysis = await analysing.ConfigureAwait(false),
        }));
    }

    private async Task<(CandidatePool Pool, InvocationReport? Invocation)> SampleAsync(CancellationToken cancellationToken)
    {
        if (_request.Candidates is { } given)
        {
            _events.TryWrite(new RunStarted(_runId, _recipe.Name, [.. given.Select(candidate => candidate.Model)]));
            return (new CandidatePool(_request.Messages, given), null);
        }

        var slots = PanelSlot.Of(_recipe.Panel);
        _events.TryWrite(new RunStarted(_runId, _recipe.Name, [.. slots.Select(slot => slot.Member.Model.Name)]));
        using var sampler = new PanelSampler(_recipe, _request, _calls, _events);
        var (candidates, report) = await new AdaptiveSampling(_recipe.Invocation, sampler).SampleAsync(slots, cancellationToken).ConfigureAwait(false);
        return (new CandidatePool(_request.Messages, candidates), report);
    }

    private async Task<Aggregated> AggregateAsync(CandidatePool pool, InvocationReport? invocation, CancellationToken cancellationToken)
    {
        var context = new AggregationContext(pool, _calls, _seed) { Options = _request.Options };
        var aggregator = pool.Usable.Count == 1 ? new FirstAggregator()
            : invocation is { Mode: InvocationMode.Auto, Stopped: true } ? new BestOfNAggregator(new AgreementScorer(_recipe.Invocation.AnswerExtractor))
            : _recipe.Aggregator;

        _events.TryWrite(new AggregationStarted(aggregator.Name, pool.Distinct.Count));
        try
        {
            return await FoldAsync(aggregator, context, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // An aggregator is no single point of failure: whatever it throws, the candidates are there.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _events.TryWrite(new AnswerDiscarded(CallFailures.Describe(exception).Reason));
            return await FallBackAsync(context, $"The aggregator '{aggregator.Name}' failed: {CallFailures.Describe(exception).Reason}", cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<Aggregated> FoldAsync(IAggregator aggregator, AggregationContext context, CancellationToken cancellationToken)
    {
        Aggregated? aggregated = null;
        var streamed = false;
        await foreach (var update in aggregator.AggregateAsync(context, cancellationToken).ConfigureAwait(false))
        {
            switch (update)
            {
                case AggregationDelta delta:
                    streamed = true;
                    _events.TryWrite(new AnswerDelta(delta.Text));
                    break;
                case AggregationDiscarded discarded when streamed:
                    streamed = false;
                    _events.TryWrite(new AnswerDiscarded(discarded.Reason));
                    break;
                case Aggregated end:
                    aggregated = end;
                    break;
            }
        }

        if (aggregated is null)
            throw new InvalidOperationException($"it ended without an answer; its last update must be {nameof(Aggregated)}.");
        if (!streamed)
            _events.TryWrite(new AnswerDelta(aggregated.Answer));
        return aggregated;
    }

    private async Task<Aggregated> FallBackAsync(AggregationContext context, string note, CancellationToken cancellationToken)
    {
        var best = await FoldAsync(new BestOfNAggregator(new AgreementScorer()), context, cancellationToken).ConfigureAwait(false);
        return best with { Level = FallbackLevel.BestCandidate, Notes = [note, .. best.Notes] };
    }

    private async Task<FusionAnalysis?> AnalyseAsync(CandidatePool pool, CancellationToken cancellationToken)
    {
        if (!_request.Analyse || _recipe.Analyst is not { } analyst || pool.Distinct.Count == 0)
            return null;

        var analysis = await PoolAnalyst.AnalyseAsync(analyst, new AggregationContext(pool, _calls, _seed), cancellationToken).ConfigureAwait(false);
        if (analysis is not null)
            _events.TryWrite(new AnalysisCompleted(analysis));
        return analysis;
    }
}
