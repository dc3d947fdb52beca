using System.Text.Json.Serialization;

namespace FusionOfN.Lab;

/// <summary>One sampled candidate with its score.</summary>
internal sealed record CandidateRow
{
    public required string Item { get; init; }

    public required string Pool { get; init; }

    public required string Member { get; init; }

    /// <summary>The number of the sample among those of its member, from 0.</summary>
    public required int Sample { get; init; }

    public required long Seed { get; init; }

    public required double Temperature { get; init; }

    public required CallState State { get; init; }

    public required string Text { get; init; }

    public string? Failure { get; init; }

    public required double Score { get; init; }

    public required bool Exact { get; init; }

    [JsonIgnore]
    public string Label => $"{Member}#{Sample}";

    /// <summary>The candidate as an aggregator gets it.</summary>
    /// <param name="index">Its number in the pool.</param>
    public Candidate ToCandidate(int index) => new(index, Member, State, Text) { Seed = Seed, Failure = Failure is null ? null : new(Failure) };

    public static string KeyOf(string item, string pool, string member, int sample) => $"{item}|{pool}|{member}|{sample}";
}
