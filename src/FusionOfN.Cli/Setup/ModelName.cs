namespace FusionOfN.Cli;

/// <summary>Names of models on this machine, as people type them.</summary>
internal static class ModelName
{
    private const string Prefix = "local:";

    /// <summary><c>OWNER/NAME</c> of a name given as in a recipe, <c>local:OWNER/NAME</c>, or without the prefix.</summary>
    public static string WithoutPrefix(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
}
