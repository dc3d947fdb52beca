namespace FusionOfN;

/// <summary>Scores a candidate by how much the others agree with it: the share with the same extracted answer or, without one, mean chrF.</summary>
public sealed class AgreementScorer : IScorer
{
    private readonly IAnswerExtractor? _extractor;

    /// <summary>Creates the scorer.</summary>
    /// <param name="extractor">Reads the answer out of a text; when null, whole texts are compared by chrF.</param>
    public AgreementScorer(IAnswerExtractor? extractor = null) => _extractor = extractor;

    /// <inheritdoc/>
    public string Name => "agreement";

    /// <inheritdoc/>
    public string? Settings => _extractor is null ? null : $"extractor={_extractor.Specification}";

    /// <inheritdoc/>
    public string? RemarkOn(IReadOnlyList<Candidate> candidates) => Agreement.Remark(candidates);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<CandidateScore>>([.. Agreement.Each(candidates, _extractor, cancellationToken).Select(score => new CandidateScore(score))]);
}
