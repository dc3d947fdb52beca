namespace FusionOfN;

/// <summary>Compute that pays: how many slots of the panel are sampled, by the recipe's invocation mode.</summary>
internal sealed class AdaptiveSampling
{
    private readonly Invocation _invocation;
    private readonly PanelSampler _sampler;

    public AdaptiveSampling(Invocation invocation, PanelSampler sampler)
    {
        _invocation = invocation;
        _sampler = sampler;
    }

    public async Task<(IReadOnlyList<Candidate> Candidates, InvocationReport? Report)> SampleAsync(
        IReadOnlyList<PanelSlot> slots, CancellationToken cancellationToken) => _invocation.Mode switch
        {
            InvocationMode.Solo => (await _sampler.SampleAsync([slots[0]], cancellationToken).ConfigureAwait(false), null),
            InvocationMode.Auto => await SampleInStepsAsync(slots, cancellationToken).ConfigureAwait(false),
            InvocationMode.Shadow => await SampleAllAndReportAsync(slots, cancellationToken).ConfigureAwait(false),
            _ => (await _sampler.SampleAsync(slots, cancellationToken).ConfigureAwait(false), null),
        };

    private async Task<(IReadOnlyList<Candidate> Candidates, InvocationReport? Report)> SampleInStepsAsync(
        IReadOnlyList<PanelSlot> slots, CancellationToken cancellationToken)
    {
        var initial = Initial(slots);
        var candidates = await _sampler.SampleAsync(initial, cancellationToken).ConfigureAwait(false);
        var report = Report(slots, initial, candidates, cancellationToken);
        if (report.Stopped || initial.Count == slots.Count)
            return (candidates, report);

        var rest = await _sampler.SampleAsync([.. slots.Except(initial)], cancellationToken).ConfigureAwait(false);
        return ([.. candidates.Concat(rest).OrderBy(candidate => candidate.Index)], report);
    }

    private async Task<(IReadOnlyList<Candidate> Candidates, InvocationReport? Report)> SampleAllAndReportAsync(
        IReadOnlyList<PanelSlot> slots, CancellationToken cancellationToken)
    {
        var candidates = await _sampler.SampleAsync(slots, cancellationToken).ConfigureAwait(false);
        var initial = Initial(slots);
        var early = candidates.Where(candidate => initial.Any(slot => slot.Index == candidate.Index));
        return (candidates, Report(slots, initial, [.. early], cancellationToken));
    }

    private IReadOnlyList<PanelSlot> Initial(IReadOnlyList<PanelSlot> slots) =>
        [.. PanelSlot.InTurns(slots).Take(Math.Clamp(_invocation.InitialSamples, 1, slots.Count))];

    private InvocationReport Report(IReadOnlyList<PanelSlot> slots, IReadOnlyList<PanelSlot> initial, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        IReadOnlyList<Candidate> usable = new CandidatePool([], candidates).Usable;

        // All of the first samples must be there: one that failed is a reason to go on, not to stop.
        var agreement = usable.Count == initial.Count ? Agreement.Overall(usable, _invocation.AnswerExtractor, cancellationToken) : null;
        var stopped = agreement >= _invocation.AgreementThreshold && initial.Count < slots.Count;
        return new InvocationReport(_invocation.Mode, initial.Count, agreement, stopped, stopped ? slots.Count - initial.Count : 0, SavedUsd: null);
    }
}
