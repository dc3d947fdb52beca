namespace FusionOfN.Training;

/// <summary>What a student is trained on, from what, and how.</summary>
public sealed record StudentTrainingOptions
{
    /// <summary>The data set, JSON lines; see <see cref="Jobs.ChatRow.Read"/>.</summary>
    public required string DataPath { get; init; }

    /// <summary>The folder of the model to start from, as <see cref="ModelExporter"/> writes it.</summary>
    public required string BasePath { get; init; }

    /// <summary>The folder the student is written to. While the training runs it holds a checkpoint, from which the same call goes on.</summary>
    public required string OutputPath { get; init; }

    /// <summary>How often every row is read; a half epoch reads half of them.</summary>
    /// <value>The default value is 3.</value>
    public double Epochs { get; init; } = 3;

    /// <summary>Tokens to read in all, prompts included; above 0, it takes the place of <see cref="Epochs"/>.</summary>
    public long? Tokens { get; init; }

    /// <summary>The share of rows that are not learned from, on which the loss is measured before and after; from 0 to below 1.</summary>
    /// <value>The default value is 0.</value>
    public double HeldOutShare { get; init; }

    /// <summary>Begin anew: a checkpoint and a model in the output folder are removed.</summary>
    /// <value>The default value is <see langword="false"/>: a checkpoint is taken up, a model is an error.</value>
    public bool Restart { get; init; }

    /// <summary>The highest learning rate.</summary>
    /// <value>The default value is 0.0015.</value>
    public double LearningRate { get; init; } = 1.5e-3;

    /// <summary>The most tokens in one step, padding included.</summary>
    /// <value>The default value is 2,048.</value>
    public int BatchTokens { get; init; } = 2_048;

    /// <summary>Threads.</summary>
    /// <value>The default value is 1.</value>
    public int Workers { get; init; } = 1;

    /// <summary>Seeds the order of rows, and which are held out.</summary>
    /// <value>The default value is 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Train on the good rows when there are bad ones; the result lists the bad ones.</summary>
    /// <value>The default value is <see langword="false"/>: a bad row is an error.</value>
    public bool SkipBadRows { get; init; }

    /// <summary>The command that made the student, for the model card; null leaves it out.</summary>
    public string? Command { get; init; }

    /// <summary>Steps between two progress reports.</summary>
    /// <value>The default value is <see langword="null"/>: a hundredth of all steps, between 1 and 20.</value>
    public int? ReportEvery { get; init; }

    /// <summary>The clock behind the speed in progress reports.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
