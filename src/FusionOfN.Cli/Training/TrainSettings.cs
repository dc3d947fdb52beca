namespace FusionOfN.Cli;

/// <summary>What <c>fusion train</c> was asked for.</summary>
internal sealed record TrainSettings
{
    public required string Data { get; init; }

    /// <summary>The base by its name, without <c>local:</c>.</summary>
    public required string Base { get; init; }

    public required string Output { get; init; }

    public double Epochs { get; init; }

    public long? Tokens { get; init; }

    public double LearningRate { get; init; }

    public int BatchTokens { get; init; }

    public double HeldOutShare { get; init; }

    public int Seed { get; init; }

    public int Workers { get; init; }

    public bool SkipBadRows { get; init; }

    public bool Restart { get; init; }

    public bool Json { get; init; }

    /// <summary>The command as it was typed, for the model card.</summary>
    public required string Command { get; init; }
}
