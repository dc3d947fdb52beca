namespace FusionOfN.Providers;

/// <summary>A fine-tuning job to be made.</summary>
/// <param name="Model">The model that is trained further, as the server knows it.</param>
/// <param name="TrainingFile">The id of the uploaded training file.</param>
public sealed record FineTuningRequest(string Model, string TrainingFile)
{
    /// <summary>The id of an uploaded file to validate with; null for none.</summary>
    public string? ValidationFile { get; init; }

    /// <summary>Whether the file holds preference pairs (direct preference optimisation) and not conversations.</summary>
    public bool Pairs { get; init; }

    /// <summary>Passes over the file; null leaves it to the server.</summary>
    public int? Epochs { get; init; }

    /// <summary>What the name of the new model holds; null for nothing.</summary>
    public string? Suffix { get; init; }

    /// <summary>The seed; null leaves it to the server.</summary>
    public int? Seed { get; init; }
}
