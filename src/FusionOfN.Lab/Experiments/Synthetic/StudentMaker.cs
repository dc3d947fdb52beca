using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>Fine-tunes the student base on a training set.</summary>
internal sealed class StudentMaker
{
    private const double LearningRate = 1.5e-3;
    private const string GraphFile = "model.onnx";

    private readonly string _base;
    private readonly LabRunOptions _options;

    public StudentMaker(string baseDirectory, LabRunOptions options) => (_base, _options) = (baseDirectory, options);

    /// <summary>Trains a student, or finds it where an earlier run left it.</summary>
    /// <returns>Its folder.</returns>
    public string Make(StudentData data, string folder, int seed, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(folder, GraphFile)))
            return folder;

        Directory.CreateDirectory(folder);
        TrainedModel start = TrainedModel.Read(_base);
        Trainer.Run(
            start.Weights,
            data.Examples(new TurnEncoder(_base), seed),
            new()
            {
                Steps = _options.StudentSteps,
                LearningRate = LearningRate,
                WarmUpSteps = Math.Min(50, _options.StudentSteps / 5),
                Seed = seed,
                CheckpointPath = Path.Combine(folder, "checkpoint"),
                TimeProvider = _options.TimeProvider,
            },
            cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        ModelExporter.Write(folder, start.Weights, start.TokenizerJson, new()
        {
            ChatTemplate = start.ChatTemplate,
            EndToken = start.EndToken,
            PaddingToken = start.PaddingToken,
        });
        return folder;
    }
}
