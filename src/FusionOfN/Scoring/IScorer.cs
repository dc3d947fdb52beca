namespace FusionOfN;

/// <summary>Gives each candidate a number: higher is better.</summary>
public interface IScorer
{
    /// <summary>The name used in recipes and receipts.</summary>
    string Name { get; }

    /// <summary>What the numbers are and who gave them, one sentence for the receipt, read after scoring.</summary>
    /// <param name="candidates">The candidates that were scored.</param>
    /// <returns>The sentence; <see langword="null"/>, the default, when there is nothing to say beyond the name.</returns>
    string? RemarkOn(IReadOnlyList<Candidate> candidates) => null;

    /// <summary>The chat models that it may call.</summary>
    /// <value>The default value is empty: it calls none.</value>
    IReadOnlyList<ChatModel> Models => [];

    /// <summary>The same scorer with its chat models changed, so that whoever runs it decides how they are called.</summary>
    /// <param name="change">Makes the new model from the old one.</param>
    /// <returns>The scorer; itself when it calls no chat model.</returns>
    /// <exception cref="NotSupportedException">It calls chat models and does not offer this.</exception>
    IScorer WithModels(Func<ChatModel, ChatModel> change) => Models.Count == 0
        ? this
        : throw new NotSupportedException($"The scorer '{Name}' calls chat models, and they cannot be changed: it has no WithModels of its own.");

    /// <summary>
    /// What its scores depend on besides its name and chat models, in one line that stays the same from run to run: rubric, address, template. Long texts are
    /// named by their hash; secrets never stand in it. Part of <see cref="RecipeFingerprint"/>.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: nothing else.</value>
    string? Settings => null;

    /// <summary>Scores candidates of one pool.</summary>
    /// <param name="context">The pool the candidates come from and the means to call models.</param>
    /// <param name="candidates">The candidates to score.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    /// <returns>One score per candidate, in their order. A candidate that could not be scored has a failure instead of a value.</returns>
    Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default);
}
