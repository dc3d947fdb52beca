namespace FusionOfN.Configuration;

/// <summary>The ways to name a model that is not under <c>models</c>.</summary>
internal static class ModelNames
{
    /// <summary>The prefix of models that run in this process.</summary>
    public const string Local = "local:";

    public static bool IsLocal(string name) => name.StartsWith(Local, StringComparison.Ordinal) && name.Length > Local.Length;

    /// <summary>Splits <c>ENDPOINT/MODEL-ID</c> when its first part is an endpoint.</summary>
    public static bool TrySplit(string name, FusionSettings settings, out string endpoint, out string id)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        endpoint = slash > 0 ? name[..slash] : "";
        id = slash > 0 ? name[(slash + 1)..] : "";
        return id.Length > 0 && settings.Endpoints.ContainsKey(endpoint);
    }

    /// <summary>Whether a name can be resolved.</summary>
    public static bool IsKnown(string name, FusionSettings settings) =>
        settings.Models.ContainsKey(name) || IsLocal(name) || TrySplit(name, settings, out _, out _);
}
