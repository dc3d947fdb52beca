using System.Text.Json.Serialization;

namespace FusionOfN.Lab;

/// <summary>One answer of one method with everything needed to trace it.</summary>
internal sealed record AnswerRow
{
    public required string Item { get; init; }

    public required string Pool { get; init; }

    public required string Method { get; init; }

    /// <summary>The number of candidates the method was given.</summary>
    public required int N { get; init; }

    /// <summary>The prompt whose candidates were given, when it is another one's.</summary>
    public string? CandidatesOf { get; init; }

    /// <summary>The candidates given, in the order of the pool, as <c>member#sample</c>.</summary>
    public required IReadOnlyList<string> Candidates { get; init; }

    /// <summary>The model that wrote the answer; null when a candidate was taken.</summary>
    public string? Writer { get; init; }

    /// <summary>The candidate that was taken, when one was.</summary>
    public string? Selected { get; init; }

    public required long Seed { get; init; }

    public required string Answer { get; init; }

    public required double Score { get; init; }

    public required bool Exact { get; init; }

    /// <summary>The order in which the fusor saw the candidates, as indexes into <see cref="Candidates"/>.</summary>
    public IReadOnlyList<int>? Order { get; init; }

    /// <summary>How far down its fallbacks the engine had to go.</summary>
    public FallbackLevel? Level { get; init; }

    /// <summary>The share of the answer's characters that stand in some candidate.</summary>
    public double? CopyRate { get; init; }

    /// <summary>For each of <see cref="Candidates"/> the share of the answer that is its own.</summary>
    public IReadOnlyList<double>? Shares { get; init; }

    /// <summary>Whether a written answer equals one of the candidates, but for the space around it.</summary>
    public bool? EqualsCandidate { get; init; }

    public static string KeyOf(string item, string pool, string method, IEnumerable<string> candidates) =>
        $"{item}|{pool}|{method}|{string.Join(',', candidates)}";

    [JsonIgnore]
    public string Key => KeyOf(Item, Pool, CandidatesOf is null ? Method : $"{Method}@{CandidatesOf}", Candidates);
}
