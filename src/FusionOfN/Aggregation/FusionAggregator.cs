using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Fusion-of-N: a fusor reads all candidates and writes a better answer.</summary>
/// <remarks>
/// Source: Khairi et al., "Making, not Taking, the Best of N", arXiv 2510.00931, 2025. The prompt's wording is ours. When a fusor gives nothing readable it is
/// asked once more, then the next fusor in the chain writes, and when none does, the best-scored candidate is taken. The receipt holds the level reached.
/// </remarks>
public sealed class FusionAggregator : IAggregator
{
    internal const string NeedsFusor = "Fusion needs a fusor, the model that writes the answer: name at least one.";

    private readonly IReadOnlyList<ChatModel> _fusors;
    private readonly FusorPrompt _prompt;
    private readonly IScorer _lastResort;

    /// <summary>Creates the aggregator.</summary>
    /// <param name="fusors">The fusor, then the ones to try when it fails.</param>
    /// <param name="prompt">The fusor's prompt; when null, the standard one.</param>
    /// <param name="lastResort">Scores the candidates when every fusor has failed; when null, agreement.</param>
    /// <exception cref="ArgumentException">There is no fusor.</exception>
    public FusionAggregator(IReadOnlyList<ChatModel> fusors, FusorPrompt? prompt = null, IScorer? lastResort = null)
    {
        ArgumentNullException.ThrowIfNull(fusors);
        if (fusors.Count == 0)
            throw new ArgumentException(NeedsFusor);

        _fusors = [.. fusors];
        _prompt = prompt ?? FusorPrompt.Standard;
        _lastResort = lastResort ?? new AgreementScorer();
    }

    /// <summary>The fusor, then the ones to try when it fails.</summary>
    internal IReadOnlyList<ChatModel> Fusors => _fusors;

    internal FusorPrompt Prompt => _prompt;

    /// <summary>Scores the candidates when every fusor has failed.</summary>
    internal IScorer LastResort => _lastResort;

    /// <inheritdoc/>
    public IReadOnlyList<ChatModel> Models => [.. _fusors, .. _lastResort.Models];

    /// <inheritdoc/>
    public ChatModel? Writer => _fusors[0];

    /// <inheritdoc/>
    public string? Settings => $"prompt={_prompt.Version}:{_prompt.Hash} last-resort={RecipeFingerprint.Of(_lastResort)}";

    /// <inheritdoc/>
    public string Name => AggregatorNames.Fusion;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);

        // Anonymous and shuffled: a fusor must not favour a name or a place.
        var shown = context.Pool.Distinct.ToArray();
        new Random(context.Seed).Shuffle(shown);
        int[] order = [.. shown.Select(candidate => candidate.Index)];
        ShownCandidate[] candidates = [.. shown.Select(candidate => new ShownCandidate(candidate.Text, candidate.Multiplicity))];
        PromptVersion version = new(_prompt.Version, _prompt.Hash);
        List<RunNote> notes = [];

        foreach (var fusor in _fusors)
        {
            FusorAttempt attempt = new(context, fusor, _prompt, cancellationToken);
            await foreach (var update in attempt.WriteAsync(candidates, cancellationToken).ConfigureAwait(false))
                yield return update;

            notes.AddRange(attempt.Notes);
            if (attempt.Answer is not { } answer)
                continue;

            yield return new Aggregated(answer)
            {
                Level = ReferenceEquals(fusor, _fusors[0]) ? attempt.Level : FallbackLevel.NextFusor,
                Writer = fusor.Name,
                Prompt = version,
                Order = [.. attempt.Shown.Select(position => order[position])],
                IsCutOff = attempt.IsCutOff,
                Notes = notes,
            };
            yield break;
        }

        var distinct = context.Pool.Distinct;
        var (scores, scoring) = await Scores.OfAsync(_lastResort, context, distinct, cancellationToken).ConfigureAwait(false);
        var best = Taking.TakeBest(
            distinct, scores, [.. notes, .. scoring, $"No fusor gave an answer; the candidate with the best score ({_lastResort.Name}) was taken."]);
        yield return best with { Level = FallbackLevel.BestCandidate, Prompt = version, Order = order };
    }
}
