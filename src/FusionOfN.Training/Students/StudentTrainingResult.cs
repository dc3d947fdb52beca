using FusionOfN.Jobs;

namespace FusionOfN.Training;

/// <summary>What became of a student.</summary>
/// <param name="Completed">Whether it was trained to the end and written; false when it was stopped, and the same call goes on from the checkpoint.</param>
/// <param name="Examples">Answers learned from; a conversation has one for each message of the assistant.</param>
/// <param name="Problems">Rows that were left out.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="DataHash">SHA-256 of the data set, 64 hexadecimal digits.</param>
/// <param name="HeldOut">The loss on rows that were kept back; null when none were.</param>
/// <param name="Training">Steps done, tokens and curve.</param>
public sealed record StudentTrainingResult(
    bool Completed, int Examples, IReadOnlyList<RowProblem> Problems, int Steps, string DataHash, HeldOutLoss? HeldOut, TrainingResult Training);
