namespace FusionOfN.Cli;

/// <summary>An environment variable that counts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSet">Whether it is set and not empty.</param>
/// <param name="Meaning">What it is for.</param>
internal sealed record VariableDocument(string Name, bool IsSet, string Meaning);
