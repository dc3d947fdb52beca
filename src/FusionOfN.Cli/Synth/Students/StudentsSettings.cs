namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion synth students</c>.</summary>
internal sealed record StudentsSettings
{
    /// <summary>The job's folder; null for a job of the models in the box.</summary>
    public string? Job { get; init; }

    /// <summary>Where data and students go.</summary>
    public required string Output { get; init; }

    /// <summary>The model that the students start from.</summary>
    public required string Base { get; init; }

    /// <summary>Prompts of each language in a job of the models in the box.</summary>
    public int Prompts { get; init; }

    /// <summary>Students of each kind; each has a seed of its own.</summary>
    public int Seeds { get; init; }

    /// <summary>The share of the prompts that nobody learns from.</summary>
    public double Test { get; init; }

    public double Epochs { get; init; }

    public double LearningRate { get; init; }

    /// <summary>The most tokens of a student's answer.</summary>
    public int AnswerTokens { get; init; }

    public bool Json { get; init; }
}
