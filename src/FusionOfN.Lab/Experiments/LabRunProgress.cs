using System.Globalization;

namespace FusionOfN.Lab;

/// <summary>Where a run stands.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">How much of the stage is done.</param>
/// <param name="Total">How much there is.</param>
/// <param name="Elapsed">How long the stage has taken.</param>
/// <param name="Remaining">How long the rest of the stage will take at this speed; null at its start.</param>
public sealed record LabRunProgress(string Stage, int Done, int Total, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Stage}  {Done}/{Total}{(Remaining is { } left ? $"  {left:hh\\:mm\\:ss} left" : "")}");
}
