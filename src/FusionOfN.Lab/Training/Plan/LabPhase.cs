using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>A stretch of training on one kind of data with one learning-rate schedule.</summary>
/// <param name="Name">The name, unique within the model.</param>
/// <param name="Tokens">How many tokens, padding included.</param>
/// <param name="LearningRate">The highest learning rate.</param>
/// <param name="Examples">Answers to learn: the same endless sequence for the same seed. <see langword="null"/> when the phase learns from pairs.</param>
/// <param name="Pairs">Pairs to tell apart, likewise.</param>
/// <param name="BatchTokens">The most tokens of a step, padding included.</param>
internal sealed record LabPhase(
    string Name,
    double Tokens,
    double LearningRate,
    Func<LabKitchen, Random, IEnumerable<TrainingExample>>? Examples = null,
    Func<LabKitchen, Random, IEnumerable<PreferencePair>>? Pairs = null,
    int BatchTokens = 2_048);
