using Microsoft.Extensions.AI;

namespace FusionOfN.Local;

/// <summary>Scores candidates by the mean log-probability of their tokens under a local model: a model trained on good answers, used as an implicit reward model.</summary>
public sealed class LogProbabilityScorer : IScorer
{
    private readonly LocalModel _model;

    /// <summary>Creates a scorer.</summary>
    /// <param name="model">The model; it stays the caller's to dispose.</param>
    /// <param name="name">The name in receipts; when null, the model's.</param>
    public LogProbabilityScorer(LocalModel model, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        Name = name ?? model.Name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(candidates);
        try
        {
            var values = await ScoreAsync(context.Pool.Messages, [.. candidates.Select(candidate => candidate.Text)], cancellationToken).ConfigureAwait(false);
            return [.. values.Select(value => new CandidateScore(value))];
        }
        catch (Exception exception) when (exception is LocalModelException or NotSupportedException or ArgumentException)
        {
            return [.. candidates.Select(_ => new CandidateScore(null, exception.Message))];
        }
    }

    /// <summary>Scores answers to one conversation.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    /// <returns>For each answer the mean natural logarithm of its tokens' probabilities, the end of the turn included; at most 0.</returns>
    /// <exception cref="LocalModelException">The conversation and an answer are longer than the model's context.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(
        IEnumerable<ChatMessage> messages, IReadOnlyList<string> answers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Count == 0)
            return [];

        var prompt = _model.Encode(ChatTurns.Read(messages, null, _model.Name), cancellationToken);
        var end = _model.EndOfTurn is { } marker ? _model.Tokenizer.FindAdded(marker) : _model.Settings.EndTokens.Cast<int?>().FirstOrDefault();
        IReadOnlyList<IReadOnlyList<int>> texts = [.. answers.Select(answer => WithEnd(_model.Tokenizer.EncodeAnswer(answer), end))];
        if (texts.Any(text => text.Count == 0))
            throw new LocalModelException($"An empty answer cannot be scored: {_model.Name} has no token that ends an answer.");

        var scores = await _model.LogProbabilitiesAsync(prompt, texts, cancellationToken).ConfigureAwait(false);
        return [.. scores.Select(logProbabilities => (double)logProbabilities.Average())];
    }

    private static List<int> WithEnd(List<int> tokens, int? end)
    {
        if (end is { } id)
            tokens.Add(id);
        return tokens;
    }
}
