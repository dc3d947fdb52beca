namespace FusionOfN.Training;

/// <summary>Where a training stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean loss per labelled token since the last report, in nats.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="Tokens">Tokens seen, padding not counted.</param>
/// <param name="TokensPerSecond">Tokens per second since the last report.</param>
/// <param name="Remaining">The time the rest will take at this speed.</param>
public sealed record TrainingProgress(
    int Step, int Steps, double Loss, double LearningRate, long Tokens, double TokensPerSecond, TimeSpan Remaining)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"step {Step}/{Steps}  loss {Loss:0.0000}  lr {LearningRate:0.00000}  {Tokens / 1000.0:0}k tokens  {TokensPerSecond:0} tok/s  {Remaining:hh\\:mm\\:ss} left");
}
