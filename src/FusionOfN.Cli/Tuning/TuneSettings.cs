namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion tune start</c>.</summary>
/// <param name="Data">The training file.</param>
/// <param name="Model">The model that is trained further.</param>
internal sealed record TuneSettings(string Data, string Model)
{
    public string? ConfigFile { get; init; }

    public string? Endpoint { get; init; }

    public string? Validation { get; init; }

    public int? Epochs { get; init; }

    public string? Suffix { get; init; }

    public int? Seed { get; init; }

    public bool Waits { get; init; } = true;

    /// <summary>Seconds between two questions.</summary>
    public double Poll { get; init; }

    public bool Json { get; init; }
}
