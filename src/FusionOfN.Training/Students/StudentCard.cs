using System.Globalization;

namespace FusionOfN.Training;

/// <summary>Writes the model card of a student: what it was made from, how, and how that went.</summary>
internal static class StudentCard
{
    public static string Write(StudentTrainingOptions options, StudentTrainingResult result, double epochs) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # {new DirectoryInfo(options.OutputPath).Name}

        A small model, fine-tuned on conversations with FusionOfN.

        | | |
        |---|---|
        | base | {new DirectoryInfo(options.BasePath).Name} |
        | data | {Path.GetFileName(options.DataPath)}, {result.Examples} answers, SHA-256 `{result.DataHash}` |
        | epochs | {epochs:0.##} ({result.Steps} steps of {options.BatchTokens} tokens) |
        | learning rate | {options.LearningRate:0.######}, cosine after a warm-up |
        | seed | {options.Seed}, {options.Workers} {(options.Workers == 1 ? "thread" : "threads")} |
        | tokens read | {result.Training.Tokens} |
        | last loss | {result.Training.Curve[^1].Loss:0.0000} nats per token of an answer |
        {HeldOut(result.HeldOut)}{(options.Command is { } command ? $"| made by | `{command}` |\n" : "")}
        ![loss](curve.svg)

        """);

    private static string HeldOut(HeldOutLoss? loss) => loss is null ? "" : string.Create(
        CultureInfo.InvariantCulture, $"| loss on {loss.Rows} rows held out | {loss.Before:0.0000} nats before, {loss.After:0.0000} after |\n");
}
