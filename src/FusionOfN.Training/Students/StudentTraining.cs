using System.Security.Cryptography;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Trains a small model on conversations: the way from a synthetic data set to a student.</summary>
public static class StudentTraining
{
    private const string CheckpointName = "training.checkpoint";

    /// <summary>Trains a student and writes it as a model folder with card and loss curve.</summary>
    /// <param name="options">Data, base, output and rates.</param>
    /// <param name="progress">Hears how it goes.</param>
    /// <param name="cancellationToken">Stops after the step under way and writes a checkpoint, from which the same call goes on.</param>
    /// <exception cref="SftDataException">The data set is empty or has bad rows; row and field are named.</exception>
    /// <exception cref="InvalidDataException">The base is not a model that can be trained, or the checkpoint belongs to another training.</exception>
    /// <exception cref="LocalModelException">The tokenizer or chat template of the base is of no kind that can be read.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or the output folder already holds a model.</exception>
    public static StudentTrainingResult Run(
        StudentTrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Epochs);
        if (File.Exists(Path.Combine(options.OutputPath, "model.onnx")))
            throw new IOException($"{options.OutputPath} already holds a model. Remove it, or choose another folder.");

        var model = TrainedModel.Read(options.BasePath);
        var (examples, problems) = Examples(options, model);
        Directory.CreateDirectory(options.OutputPath);
        var checkpoint = Path.Combine(options.OutputPath, CheckpointName);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(options.DataPath)));
        TrainerOptions training = new()
        {
            Steps = 1,
            BatchTokens = options.BatchTokens,
            LearningRate = options.LearningRate,
            Workers = options.Workers,
            Seed = options.Seed,
            ReportEvery = options.ReportEvery,
            TimeProvider = options.TimeProvider,
            CheckpointPath = checkpoint,
            CheckpointTag = hash,
        };
        var steps = Math.Max(1, (int)Math.Round(options.Epochs * StepsPerEpoch(examples, training)));
        training = training with { Steps = steps, WarmUpSteps = Math.Min(training.WarmUpSteps, (steps + 9) / 10) };

        var result = Trainer.Run(model.Weights, ShuffledEpochs.Of(examples, options.Seed), training, progress, cancellationToken);
        var completed = result.Steps >= steps;
        if (completed)
        {
            File.WriteAllText(Path.Combine(options.OutputPath, "curve.svg"), LossChart.Svg("Loss of the student", result.Curve));
            ModelExporter.Write(options.OutputPath, model.Weights, model.TokenizerJson, new()
            {
                ChatTemplate = model.ChatTemplate,
                EndToken = model.EndToken,
                PaddingToken = model.PaddingToken,
                ModelCard = StudentCard.Write(options, examples.Count, hash, result),
            });
            File.Delete(checkpoint);
        }

        return new StudentTrainingResult(completed, examples.Count, problems, steps, result);
    }

    private static (List<TrainingExample> Examples, List<SftProblem> Problems) Examples(StudentTrainingOptions options, TrainedModel model)
    {
        var data = SftDataset.Read(options.DataPath);
        SftEncoder encoder = new(model, options.BasePath);
        List<TrainingExample> examples = [];
        List<SftProblem> problems = [.. data.Problems];
        foreach (var row in data.Rows)
        {
            var (encoded, problem) = encoder.Encode(row);
            examples.AddRange(encoded);
            if (problem is not null)
                problems.Add(problem);
        }

        problems.Sort((a, b) => a.Row.CompareTo(b.Row));
        if (problems.Count > 0 && !options.SkipBadRows)
            throw new SftDataException(options.DataPath, problems);
        if (examples.Count == 0)
            throw new SftDataException($"{options.DataPath} has no row to learn from.");
        return (examples, problems);
    }

    private static int StepsPerEpoch(List<TrainingExample> examples, TrainerOptions options)
    {
        BatchStream batches = new(ShuffledEpochs.Of(examples, options.Seed).Take(examples.Count).Select(example => new TrainingItem([example])), options);
        var steps = 0;
        while (batches.Next() is not null)
            steps++;
        return steps;
    }
}
