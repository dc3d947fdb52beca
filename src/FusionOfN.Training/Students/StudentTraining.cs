using System.Globalization;
using System.Security.Cryptography;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Trains a small model on conversations: the way from a synthetic data set to a student.</summary>
public static class StudentTraining
{
    private const string CheckpointName = "training.checkpoint";
    private const string Graph = "model.onnx";

    /// <summary>Trains a student and writes it as a model folder with card and loss curve.</summary>
    /// <param name="options">Data, base, output and rates.</param>
    /// <param name="progress">Hears how it goes.</param>
    /// <param name="cancellationToken">Stops after the step under way and writes a checkpoint, from which the same call goes on.</param>
    /// <exception cref="SftDataException">The data set is empty or has bad rows; row and field are named.</exception>
    /// <exception cref="InvalidDataException">The base is not a model that can be trained, or the checkpoint belongs to another training.</exception>
    /// <exception cref="LocalModelException">The tokenizer or chat template of the base is of no kind that can be read.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or the output folder already holds a model.</exception>
    /// <exception cref="TrainingDivergedException">The loss diverged.</exception>
    public static StudentTrainingResult Run(
        StudentTrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Tokens ?? 1);
        if (options.HeldOutShare is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.HeldOutShare, "The share held out must be 0 or more and below 1.");
        CheckOutput(options);

        var model = TrainedModel.Read(options.BasePath);
        var data = StudentData.Read(options, model);
        PrepareOutput(options);
        var hash = Hash(options.DataPath);
        TrainerOptions training = new()
        {
            Steps = 1,
            BatchTokens = options.BatchTokens,
            LearningRate = options.LearningRate,
            Workers = options.Workers,
            Seed = options.Seed,

            // Not more than an epoch: a window over several would repeat the short rows before the long ones have been read.
            SortWindow = Math.Min(512, data.Learned.Count),
            TimeProvider = options.TimeProvider,
            CheckpointPath = Path.Combine(options.OutputPath, CheckpointName),
            CheckpointEvery = 100,
            CheckpointTag = string.Create(CultureInfo.InvariantCulture, $"data {hash}, held out {options.HeldOutShare:R}, base {BaseHash(options.BasePath)}"),
        };
        var epochs = options.Tokens is { } tokens ? (double)tokens / data.Learned.Sum(example => (long)example.Tokens.Length) : options.Epochs;
        var steps = Math.Max(1, (int)Math.Round(epochs * StepsPerEpoch(data.Learned, training)));
        training = training with
        {
            Steps = steps,
            WarmUpSteps = Math.Min(training.WarmUpSteps, (steps + 9) / 10),
            ReportEvery = options.ReportEvery ?? Math.Clamp(steps / 100, 1, 20),
        };

        var before = data.HeldOut.Count > 0 ? HeldOutRows.Loss(model.Weights, data.HeldOut, training) : 0;
        var trained = Trainer.Run(model.Weights, ShuffledEpochs.Of(data.Learned, options.Seed), training, progress, cancellationToken);
        var completed = trained.Steps >= steps;
        var heldOut = data.HeldOut.Count == 0 ? null
            : new HeldOutLoss(data.HeldOutRows, before, completed ? HeldOutRows.Loss(model.Weights, data.HeldOut, training) : null);
        StudentTrainingResult result = new(completed, data.Learned.Count, data.Problems, steps, hash, heldOut, trained);
        if (completed)
            Write(options, model, result, epochs);
        return result;
    }

    /// <summary>What tells a student's folder from others: it holds one of these files.</summary>
    public static IReadOnlyList<string> OwnFiles { get; } = [CheckpointName, Graph];

    /// <summary>Whether a folder holds a whole model, so that only a restart writes there.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static bool IsFinished(string folder) => File.Exists(Path.Combine(folder, Graph));

    private static void CheckOutput(StudentTrainingOptions options)
    {
        if (Path.GetFullPath(options.OutputPath) == Path.GetFullPath(options.BasePath))
            throw new IOException($"{options.OutputPath} is the base itself. Choose another folder for the student.");
        if (!options.Restart && IsFinished(options.OutputPath))
            throw new IOException($"{options.OutputPath} already holds a model. Remove it, or choose another folder.");
    }

    // Only once the base and the data are known to be good: a mistyped command must not cost a finished model.
    private static void PrepareOutput(StudentTrainingOptions options)
    {
        Directory.CreateDirectory(options.OutputPath);
        if (!options.Restart)
            return;
        File.Delete(Path.Combine(options.OutputPath, CheckpointName));
        File.Delete(Path.Combine(options.OutputPath, Graph));
    }

    private static void Write(StudentTrainingOptions options, TrainedModel model, StudentTrainingResult result, double epochs)
    {
        File.WriteAllText(Path.Combine(options.OutputPath, "curve.svg"), LossChart.Svg("Loss of the student", result.Training.Curve));
        ModelExporter.Write(options.OutputPath, model.Weights, model.TokenizerJson, new()
        {
            ChatTemplate = model.ChatTemplate,
            EndToken = model.EndToken,
            PaddingToken = model.PaddingToken,
            ModelCard = StudentCard.Write(options, result, epochs),
        });
        File.Delete(Path.Combine(options.OutputPath, CheckpointName));
    }

    // Weights and vocabulary: what a checkpoint goes on from.
    private static string BaseHash(string folder) => $"{Hash(Path.Combine(folder, Graph))} {Hash(Path.Combine(folder, ModelFiles.Tokenizer))}";

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static int StepsPerEpoch(IReadOnlyList<TrainingExample> examples, TrainerOptions options)
    {
        BatchStream batches = new(ShuffledEpochs.Of(examples, options.Seed).Take(examples.Count).Select(example => new TrainingItem([example])), options);
        var steps = 0;
        while (batches.Next() is not null)
            steps++;
        return steps;
    }
}
