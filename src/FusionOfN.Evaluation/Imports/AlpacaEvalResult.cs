namespace FusionOfN.Evaluation;

/// <summary>What alpaca_eval prints of a model's annotations, and our interval beside.</summary>
public sealed record AlpacaEvalResult
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>What it was compared with.</summary>
    public required string Baseline { get; init; }

    /// <summary>The mean preference for the model, 0 to 100.</summary>
    public required double WinRate { get; init; }

    /// <summary>The standard error of that mean, annotations taken as independent.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Annotations that prefer the model.</summary>
    public required int NWins { get; init; }

    /// <summary>Annotations that prefer the baseline.</summary>
    public required int NWinsBase { get; init; }

    /// <summary>Annotations that prefer neither.</summary>
    public required int NDraws { get; init; }

    /// <summary>Annotations that count.</summary>
    public required int NTotal { get; init; }

    /// <summary>The win rate when every preference is rounded first and a draw is half a win, 0 to 100.</summary>
    public required double DiscreteWinRate { get; init; }

    /// <summary>The mean length of the model's answers in characters; null when the answers are not there.</summary>
    public required int? AvgLength { get; init; }

    /// <summary>Annotations without a preference between 1 and 2, which the tool leaves out.</summary>
    public required int NDropped { get; init; }

    /// <summary>The 95 % interval of the win rate, whole instructions resampled; its ends from 0 to 100.</summary>
    public required Interval Interval { get; init; }
}
