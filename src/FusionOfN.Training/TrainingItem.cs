using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>What stays together in a batch: one example, or the better and the worse one of a pair.</summary>
internal sealed record TrainingItem(IReadOnlyList<TrainingExample> Sequences)
{
    /// <summary>How much a pair counts.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>What a nat of mean log-probability is worth in a comparison.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>The length of the longest sequence.</summary>
    public int Length => Sequences.Max(sequence => sequence.Tokens.Length);

    public int Tokens => Sequences.Sum(sequence => sequence.Tokens.Length);

    /// <summary>The sum by which the loss of a batch is divided to be a mean.</summary>
    public float TotalWeight(TrainingObjective objective) =>
        objective == TrainingObjective.Pairs ? Math.Abs(Weight) : Sequences[0].Weights.Skip(1).Sum(Math.Abs);

    /// <summary>The item itself, if the model can read it.</summary>
    /// <exception cref="ArgumentException">A sequence is empty or too long, has a token outside the vocabulary, or weights of another length.</exception>
    public TrainingItem CheckedFor(DecoderConfig config)
    {
        foreach (var (tokens, weights) in Sequences)
        {
            if (tokens.Length < 2)
                throw new ArgumentException($"An example has {tokens.Length} tokens; it needs one to read and one to learn.");
            if (tokens.Length > config.MaxPositions + 1)
                throw new ArgumentException($"An example has {tokens.Length} tokens; the model reads at most {config.MaxPositions}. Shorten it, or raise max_position_embeddings.");
            if (weights.Length != tokens.Length)
                throw new ArgumentException($"An example has {tokens.Length} tokens but {weights.Length} weights.");
            foreach (var token in tokens)
            {
                if ((uint)token >= (uint)config.VocabularySize)
                    throw new ArgumentException($"An example has the token {token}; the vocabulary of the model ends at {config.VocabularySize - 1}.");
            }
        }

        if (Sequences.Count > 1 && Sequences.Any(sequence => !sequence.Weights.Skip(1).Any(weight => weight > 0)))
            throw new ArgumentException("An answer of a pair has no labelled token, so it has no worth to compare.");
        return this;
    }
}
