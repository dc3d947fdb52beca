namespace FusionOfN.Cli;

/// <summary>The score of one way to answer.</summary>
/// <param name="Name">An aggregator, a model of the pool, or a bound.</param>
/// <param name="Kind">What the name is.</param>
/// <param name="Rows">Rows scored.</param>
/// <param name="Correct">Rows answered rightly.</param>
/// <param name="Low">The lower end of the 95 % interval of the share (Wilson).</param>
/// <param name="High">Its upper end.</param>
internal sealed record ScoreLine(string Name, ScoreKind Kind, int Rows, double Correct, double Low, double High)
{
    /// <summary>The share of rows answered rightly, 0 to 1.</summary>
    public double Share => Correct / Rows;

    /// <summary>How it compares with the baseline on the same rows; null for the baseline itself and for models.</summary>
    public Comparison? Against { get; init; }
}
