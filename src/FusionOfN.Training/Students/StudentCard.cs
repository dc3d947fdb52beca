using System.Globalization;

namespace FusionOfN.Training;

/// <summary>Writes the model card of a student: what it was made from, how, and how that went.</summary>
internal static class StudentCard
{
    public static string Write(StudentTrainingOptions options, int examples, string dataHash, TrainingResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # {new DirectoryInfo(options.OutputPath).Name}

        A small model, fine-tuned on conversations with FusionOfN.

        | | |
        |---|---|
        | base | {new DirectoryInfo(options.BasePath).Name} |
        | data | {Path.GetFileName(options.DataPath)}, {examples} answers, SHA-256 `{dataHash}` |
        | epochs | {options.Epochs:0.##} ({result.Steps} steps of {options.BatchTokens} tokens) |
        | learning rate | {options.LearningRate:0.######}, cosine after a warm-up |
        | seed | {options.Seed} |
        | tokens read | {result.Tokens} |
        | last loss | {result.Curve[^1].Loss:0.0000} nats per token of an answer |
        {(options.Command is { } command ? $"| made by | `{command}` |\n" : "")}
        ![loss](curve.svg)

        """);
}
