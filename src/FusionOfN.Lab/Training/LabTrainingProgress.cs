using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>How the training of one model goes.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Phase">What it learns now, or what is done with it.</param>
/// <param name="Progress">The trainer's report, when it is training.</param>
public sealed record LabTrainingProgress(string Model, string Phase, TrainingProgress? Progress)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() => Progress is null ? $"{Model}  {Phase}" : $"{Model}  {Phase}  {Progress}";
}
