namespace FusionOfN.Synthesis;

/// <summary>What became of the answers of a method.</summary>
/// <param name="Method">The method.</param>
public sealed record MethodReport(string Method)
{
    /// <summary>Answers in the data set.</summary>
    public long Kept { get; init; }

    /// <summary>Answers that were left out, by the filter that said so first. Each stands in <c>removed.jsonl</c> with its reason.</summary>
    public IReadOnlyDictionary<string, long> Removed { get; init; } = new Dictionary<string, long>();

    /// <summary>The first answers that each filter left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RemovedRow>> RemovedExamples { get; init; } = new Dictionary<string, IReadOnlyList<RemovedRow>>();

    /// <summary>Kept answers by language; answers to prompts without one under <c>und</c>.</summary>
    public IReadOnlyDictionary<string, long> Languages { get; init; } = new Dictionary<string, long>();

    /// <summary>The mean score of the kept answers that have one, to five significant digits; null when none has.</summary>
    public double? MeanScore { get; init; }

    /// <summary>The mean number of characters of the kept answers.</summary>
    public double MeanCharacters { get; init; }

    /// <summary>Preference pairs that were made.</summary>
    public long Pairs { get; init; }

    /// <summary>Kept answers that no pair was made of, by the reason.</summary>
    public IReadOnlyDictionary<string, long> WithoutPair { get; init; } = new Dictionary<string, long>();
}
