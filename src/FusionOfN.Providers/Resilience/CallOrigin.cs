namespace FusionOfN.Providers;

/// <summary>On whose behalf calls are made, so that an endpoint's places are shared out among those who ask.</summary>
public static class CallOrigin
{
    private static readonly AsyncLocal<string?> Field = new();

    /// <summary>Who asks, from here on; null when nobody tells them apart. It flows with the execution context, as a run's calls do.</summary>
    public static string? Current
    {
        get => Field.Value;
        set => Field.Value = value;
    }
}
