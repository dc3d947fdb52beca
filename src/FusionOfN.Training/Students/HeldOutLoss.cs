namespace FusionOfN.Training;

/// <summary>How well a model does on conversations that it was not trained on.</summary>
/// <param name="Rows">Conversations kept back.</param>
/// <param name="Before">Mean loss of the base per token of an answer, in nats.</param>
/// <param name="After">The same of the student; null when the training was stopped before its end.</param>
public sealed record HeldOutLoss(int Rows, double Before, double? After);
