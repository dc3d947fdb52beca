using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>What a phase came to, for the model card.</summary>
/// <param name="Name">The name of the phase.</param>
/// <param name="LearningRate">The highest learning rate.</param>
/// <param name="Result">Steps, tokens and the loss curve.</param>
/// <param name="DataHash">The hash of the data.</param>
internal sealed record LabPhaseRecord(string Name, double LearningRate, TrainingResult Result, string DataHash);
