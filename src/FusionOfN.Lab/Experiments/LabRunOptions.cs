namespace FusionOfN.Lab;

/// <summary>What <c>fusion lab run</c> is asked to do.</summary>
public sealed record LabRunOptions
{
    /// <summary>Where the report and every row behind it go. A run that was stopped goes on from what is there.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>The folder with one folder per model.</summary>
    /// <value>The default value is <see langword="null"/>: the models in the box.</value>
    public string? ModelsDirectory { get; init; }

    /// <summary>Whether to ask few prompts of each kind, in every language, instead of many, and to leave out what takes long.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Quick { get; init; }

    /// <summary>
    /// Whether to ask prompts of the student split in place of the test split's: to choose between models without looking at what they will be judged by. No
    /// students are trained then.
    /// </summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Development { get; init; }

    /// <summary>The languages.</summary>
    /// <value>The default value is all eleven.</value>
    public IReadOnlyList<LabLanguage> Languages { get; init; } = LabLanguage.All;

    /// <summary>The kinds of task.</summary>
    /// <value>The default value is all of them.</value>
    public IReadOnlyList<LabTask> Tasks { get; init; } = Enum.GetValues<LabTask>();

    /// <summary>Prompts for each task, language and kind of entities.</summary>
    /// <value>The default value is <see langword="null"/>: 4 when <see cref="Quick"/>, else 30.</value>
    public int? ItemsPerCell { get; init; }

    /// <summary>Seeds the choice of prompts, every sample and the bootstrap.</summary>
    /// <value>The default value is 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>The temperature of candidates. Fusors and other single answers are decoded greedily.</summary>
    /// <value>The default value is 0.7.</value>
    public double Temperature { get; init; } = 0.7;

    /// <summary>The most tokens of an answer.</summary>
    /// <value>The default value is 192, twice what the longest right answer takes.</value>
    public int AnswerTokens { get; init; } = 192;

    /// <summary>Whether students are trained as well.</summary>
    /// <value>The default value is <see langword="null"/>: unless <see cref="Quick"/> or <see cref="Development"/>.</value>
    public bool? Students { get; init; }

    /// <summary>Prompts that a student's training set is made from.</summary>
    /// <value>The default value is 2,200.</value>
    public int StudentPrompts { get; init; } = 2_200;

    /// <summary>Optimiser steps of a student.</summary>
    /// <value>The default value is 600.</value>
    public int StudentSteps { get; init; } = 600;

    /// <summary>The seeds that students are trained with, one student each and data set.</summary>
    /// <value>The default value is 1 and 2.</value>
    public IReadOnlyList<int> StudentSeeds { get; init; } = [1, 2];

    /// <summary>Prompts in work at once; the local models put them into one batch.</summary>
    /// <value>The default value is 12.</value>
    public int Concurrency { get; init; } = 12;

    /// <summary>The command line that the report names.</summary>
    /// <value>The default value is <c>fusion lab run</c>.</value>
    public string Command { get; init; } = "fusion lab run";

    /// <summary>The clock behind the times in progress and report.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal bool TrainsStudents => Students ?? !(Quick || Development);

    internal LabSplit Split => Development ? LabSplit.Student : LabSplit.Test;

    internal int PerCell => ItemsPerCell ?? (Quick ? 4 : 30);

    /// <summary>The numbers of candidates that are compared, the paper's five among them.</summary>
    internal IReadOnlyList<int> Sizes => Quick ? [1, 2, 3, 5, 8] : [1, 2, 3, 4, 5, 6, 7, 8];
}
