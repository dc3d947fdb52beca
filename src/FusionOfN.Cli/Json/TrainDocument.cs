using FusionOfN.Jobs;
using FusionOfN.Training;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion train --json</c> prints.</summary>
internal sealed record TrainDocument
{
    /// <summary>False when the training was stopped; the same command goes on.</summary>
    public required bool Completed { get; init; }

    /// <summary>The folder of the student.</summary>
    public required string Model { get; init; }

    public required string Base { get; init; }

    public required string Data { get; init; }

    public required string DataSha256 { get; init; }

    /// <summary>Answers learned from.</summary>
    public required int Examples { get; init; }

    /// <summary>Rows that were left out.</summary>
    public required IReadOnlyList<RowProblem> BadRows { get; init; }

    public required int Seed { get; init; }

    public required int StepsDone { get; init; }

    public required int Steps { get; init; }

    public required long Tokens { get; init; }

    public HeldOutLoss? HeldOut { get; init; }

    /// <summary>The loss as the training went on, in nats per token of an answer.</summary>
    public required IReadOnlyList<LossPoint> Curve { get; init; }

    public static TrainDocument From(TrainSettings settings, string model, StudentTrainingResult result) => new()
    {
        Completed = result.Completed,
        Model = model,
        Base = settings.Base,
        Data = settings.Data,
        DataSha256 = result.DataHash,
        Examples = result.Examples,
        BadRows = result.Problems,
        Seed = settings.Seed,
        StepsDone = result.Training.Steps,
        Steps = result.Steps,
        Tokens = result.Training.Tokens,
        HeldOut = result.HeldOut,
        Curve = [.. result.Training.Curve.Select(point => new LossPoint(point.Step, point.Tokens, point.Loss, point.LearningRate))],
    };

    /// <summary>One point of the loss curve.</summary>
    internal sealed record LossPoint(int Step, long Tokens, double Loss, double LearningRate);
}
