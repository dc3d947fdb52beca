namespace FusionOfN.Evaluation;

/// <summary>How BLEU is computed. The defaults are those of sacrebleu.</summary>
public sealed record BleuOptions
{
    /// <summary>The name of the tokenizer; <see cref="BleuTokenizer.Names"/> has them all.</summary>
    public string Tokenizer { get; init; } = "13a";

    /// <summary>What an order without match counts.</summary>
    public BleuSmoothing Smoothing { get; init; }

    /// <summary>The value of the smoothing; null for its default, 0.1 of <see cref="BleuSmoothing.Floor"/> and 1 of <see cref="BleuSmoothing.AddK"/>.</summary>
    public double? SmoothingValue { get; init; }

    /// <summary>Whether only the orders count that a segment is long enough for: for scores of single sentences.</summary>
    public bool EffectiveOrder { get; init; }

    /// <summary>Whether case does not count.</summary>
    public bool Lowercase { get; init; }
}
