namespace FusionOfN.Local;

/// <summary>How the tokens of an answer are chosen, and when it ends.</summary>
internal sealed record GenerationOptions
{
    /// <summary>The most tokens of an answer; null for what the context has left, at most 1,024.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 takes the likeliest token each time. The default value is 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only the likeliest this many tokens are drawn from; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the likeliest tokens that together reach this probability are drawn from; 1 for all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Only tokens at least this share as likely as the likeliest are drawn from; 0 for all.</summary>
    public double MinP { get; init; }

    /// <summary>Divides the positive logits of tokens already seen, and multiplies the negative ones (Keskar et al., 2019, CTRL); 1 for none.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>Strings that end the answer and are not part of it.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Whether the log-probability of each token is computed (of the model's own distribution, before any of the above).</summary>
    public bool LogProbabilities { get; init; }

    /// <summary>Whether tokens that end an answer are passed over, so that exactly <see cref="MaxTokens"/> tokens come. For measurements.</summary>
    public bool IgnoreEnd { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range; the message names it.</exception>
    public void Validate()
    {
        Check(MaxTokens is null or > 0, $"max tokens is {MaxTokens}; it must be at least 1.");
        Check(double.IsFinite(Temperature) && Temperature >= 0, $"temperature is {Temperature}; it must be 0 or more.");
        Check(TopK >= 0, $"top-k is {TopK}; it must be 0 (all) or more.");
        Check(TopP is > 0 and <= 1, $"top-p is {TopP}; it must be above 0 and at most 1.");
        Check(MinP is >= 0 and <= 1, $"min-p is {MinP}; it must be between 0 and 1.");
        Check(double.IsFinite(RepetitionPenalty) && RepetitionPenalty > 0, $"repetition penalty is {RepetitionPenalty}; it must be above 0.");
    }

    private static void Check(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException($"Generation options: {message}");
    }
}
