namespace FusionOfN;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
/// <param name="Input">Prompt tokens.</param>
/// <param name="Output">Answer tokens.</param>
public sealed record Price(decimal Input, decimal Output)
{
    private const decimal Million = 1_000_000m;

    /// <summary>Prompt tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public decimal Input { get; init => field = Possible(value, nameof(Input)); } = Possible(Input, nameof(Input));

    /// <summary>Answer tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public decimal Output { get; init => field = Possible(value, nameof(Output)); } = Possible(Output, nameof(Output));

    /// <summary>Nothing: the price of a model that runs in this process.</summary>
    public static Price Free { get; } = new(0, 0) { Source = "runs in this process" };

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    /// <value>The default value is <see langword="null"/>: as <see cref="Input"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public decimal? CachedInput { get; init => field = value is { } price ? Possible(price, nameof(CachedInput)) : null; }

    /// <summary>Reasoning tokens.</summary>
    /// <value>The default value is <see langword="null"/>: as <see cref="Output"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public decimal? Reasoning { get; init => field = value is { } price ? Possible(price, nameof(Reasoning)) : null; }

    /// <summary>The first moment this price holds.</summary>
    /// <value>The default value is the beginning of time.</value>
    public DateTimeOffset EffectiveFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Where the price was read, for example a page's address and date.</summary>
    public string? Source { get; init; }

    /// <summary>The cost of a call in US dollars at the dearest tiers, as for a worst case.</summary>
    /// <param name="inputTokens">Prompt tokens.</param>
    /// <param name="outputTokens">Answer tokens, reasoning included.</param>
    public decimal Cost(long inputTokens, long outputTokens) =>
        ((inputTokens * Math.Max(Input, CachedInput ?? Input)) + (outputTokens * Math.Max(Output, Reasoning ?? Output))) / Million;

    /// <summary>The cost of a call in US dollars from its reported usage, cached and reasoning tokens at their own tiers.</summary>
    /// <param name="inputTokens">Prompt tokens, cached ones included.</param>
    /// <param name="outputTokens">Answer tokens, reasoning included.</param>
    /// <param name="cachedTokens">Prompt tokens among them that were read from a cache.</param>
    /// <param name="reasoningTokens">Reasoning tokens among the answer tokens.</param>
    public decimal Cost(long inputTokens, long outputTokens, long cachedTokens, long reasoningTokens)
    {
        // No part may make the rest negative.
        (inputTokens, outputTokens) = (Math.Max(inputTokens, 0), Math.Max(outputTokens, 0));
        var cached = Math.Clamp(cachedTokens, 0, inputTokens);
        var reasoning = Math.Clamp(reasoningTokens, 0, outputTokens);
        return (((inputTokens - cached) * Input) + (cached * (CachedInput ?? Input))
            + ((outputTokens - reasoning) * Output) + (reasoning * (Reasoning ?? Output))) / Million;
    }

    private static decimal Possible(decimal price, string name) => price >= 0
        ? price
        : throw new ArgumentOutOfRangeException(name, price, "A price is 0 US dollars or more per million tokens; a model whose price is not known has none.");
}
