namespace FusionOfN.Evaluation;

/// <summary>What the judgments of arena-hard say about a model, and our interval beside.</summary>
public sealed record ArenaHardResult
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>What it was compared with; null when each answer was graded alone.</summary>
    public required string? Baseline { get; init; }

    /// <summary>Who judged; null when the file does not say.</summary>
    public required string? Judge { get; init; }

    /// <summary>The mean of all battles, 0 to 100: strong verdicts count three times. Of answers graded alone it is the mean grade.</summary>
    public required double Score { get; init; }

    /// <summary>The lower end of the tool's 90 % interval, which resamples battles as if they were independent; null for grades.</summary>
    public required double? CiLower { get; init; }

    /// <summary>The upper end of the tool's interval.</summary>
    public required double? CiUpper { get; init; }

    /// <summary>Questions that count.</summary>
    public required int NQuestions { get; init; }

    /// <summary>Battles that count: one to three of each game.</summary>
    public required int NBattles { get; init; }

    /// <summary>Questions with a game that was not judged or whose verdict cannot be read; both games are left out.</summary>
    public required int NDropped { get; init; }

    /// <summary>The scores by category, where there are any.</summary>
    public required IReadOnlyDictionary<string, double> Categories { get; init; }

    /// <summary>The share of questions whose two games, with the answers exchanged, name the same winner; null for grades.</summary>
    public required double? SwapConsistency { get; init; }

    /// <summary>The 95 % interval of the score, whole questions resampled.</summary>
    public required Interval Interval { get; init; }
}
