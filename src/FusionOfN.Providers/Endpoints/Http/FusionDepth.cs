namespace FusionOfN.Providers;

/// <summary>Says on every request to an endpoint how many fusions it is inside of, so that a gateway that is asked does not fuse once more.</summary>
public static class FusionDepth
{
    /// <summary>The header's name.</summary>
    public const string HeaderName = "x-fusion-depth";

    private static readonly AsyncLocal<string?> Field = new();

    /// <summary>The header's value for the requests made from here on; null sends none. It flows with the execution context, as a run's calls do.</summary>
    public static string? Current
    {
        get => Field.Value;
        set => Field.Value = value;
    }
}
