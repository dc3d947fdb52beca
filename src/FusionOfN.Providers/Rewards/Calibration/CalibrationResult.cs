namespace FusionOfN.Providers;

/// <summary>What a scorer made of a fixed good and a fixed bad answer.</summary>
/// <param name="Scorer">The scorer's name.</param>
/// <param name="Endpoint">The address that was asked.</param>
/// <param name="Good">The good answer's score; null when there is none.</param>
/// <param name="Bad">The bad answer's score; null when there is none.</param>
/// <param name="Problem">Why the scorer must not be used, with the endpoint and both scores; null when all is well.</param>
public sealed record CalibrationResult(string Scorer, string Endpoint, double? Good, double? Bad, string? Problem)
{
    /// <summary>The model that scored, as the server named it.</summary>
    public string? ServedModel { get; init; }

    /// <summary>Whether the scorer may be used.</summary>
    public bool Passed => Problem is null;
}
