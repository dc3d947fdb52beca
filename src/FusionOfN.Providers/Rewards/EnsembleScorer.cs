namespace FusionOfN.Providers;

/// <summary>
/// Averages several scorers on one scale: each scorer's values over the pool become z-scores (minus their mean, divided by their standard
/// deviation), so that a logit of 12 and a relevance of 0.3 can be put together.
/// </summary>
/// <remarks>
/// A scorer that finds all candidates equal adds 0. A candidate that one scorer could not score gets the average of the others; one that
/// none could score has no score.
/// </remarks>
public sealed class EnsembleScorer : IScorer
{
    private readonly IReadOnlyList<EnsembleMember> _members;

    /// <summary>Creates an ensemble.</summary>
    /// <param name="name">The name used in recipes and receipts.</param>
    /// <param name="members">The scorers, at least one, with at least one weight above 0.</param>
    /// <exception cref="ArgumentException">There is no member, or no weight above 0.</exception>
    public EnsembleScorer(string name, IReadOnlyList<EnsembleMember> members)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(members);
        if (members.Any(member => !(member.Weight >= 0 && double.IsFinite(member.Weight))) || !members.Any(member => member.Weight > 0))
            throw new ArgumentException($"The ensemble '{name}' needs a scorer with a weight above 0, and none below.");

        Name = name;
        _members = [.. members.Where(member => member.Weight > 0)];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? Settings => string.Join(
        " + ", _members.Select(member => FormattableString.Invariant($"{member.Weight:R} × {member.Scorer.Name} ({member.Scorer.Settings})")));

    /// <inheritdoc/>
    public string? RemarkOn(IReadOnlyList<Candidate> candidates) => _members.Select(member => member.Scorer.RemarkOn(candidates)).OfType<string>().ToList() is { Count: > 0 } remarks
        ? $"Scorer '{Name}' averages z-scores. {string.Join(' ', remarks)}"
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<ChatModel> Models => [.. _members.SelectMany(member => member.Scorer.Models)];

    /// <inheritdoc/>
    public IScorer WithModels(Func<ChatModel, ChatModel> change) => With(scorer => scorer.WithModels(change));

    /// <summary>The same ensemble with every scorer changed.</summary>
    /// <param name="change">Makes the new scorer from the old one.</param>
    public EnsembleScorer With(Func<IScorer, IScorer> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new EnsembleScorer(Name, [.. _members.Select(member => member with { Scorer = change(member.Scorer) })]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var scoring = _members.Select(member => member.Scorer.ScoreAsync(context, candidates, cancellationToken));
        var scores = await Task.WhenAll(scoring).ConfigureAwait(false);
        IReadOnlyList<double?[]> standard = [.. scores.Select(Standardise)];
        return [.. Enumerable.Range(0, candidates.Count).Select(candidate => Combine(candidate, scores, standard))];
    }

    private CandidateScore Combine(int candidate, IReadOnlyList<CandidateScore>[] scores, IReadOnlyList<double?[]> standard)
    {
        double sum = 0, weight = 0;
        for (int member = 0; member < _members.Count; member++)
        {
            if (standard[member][candidate] is not { } value)
                continue;

            sum += _members[member].Weight * value;
            weight += _members[member].Weight;
        }

        return weight > 0
            ? new(sum / weight)
            : new(null, string.Join("; ", scores.Select(list => list[candidate].Failure).Where(failure => failure is not null).Distinct()));
    }

    private static double?[] Standardise(IReadOnlyList<CandidateScore> scores)
    {
        double[] values = [.. scores.Where(IsUsable).Select(score => score.Value!.Value)];
        double mean = values.DefaultIfEmpty().Average();
        double deviation = Math.Sqrt(values.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty().Average());

        // Equal values differ from their mean by rounding only; dividing by that would make noise of it.
        bool isFlat = deviation <= 1e-12 * Math.Max(1, Math.Abs(mean));
        return [.. scores.Select(score => !IsUsable(score) ? null : isFlat ? 0 : (double?)((score.Value!.Value - mean) / deviation))];
    }

    private static bool IsUsable(CandidateScore score) => score.Value is { } value && double.IsFinite(value);
}
