namespace FusionOfN.Cli;

/// <summary>What <c>fusion config --json</c> prints: where things are and which variables are set. Never a variable's value.</summary>
/// <param name="Configuration">The configuration file; null when there is none.</param>
/// <param name="Models">The folder of pulled models.</param>
/// <param name="ModelsInTheBox">The folder of the models in the box.</param>
/// <param name="Log">The file of <c>fusion logs</c>.</param>
/// <param name="LogLevel">What is kept there.</param>
/// <param name="Store">The gateway's store.</param>
/// <param name="Variables">The variables that count.</param>
internal sealed record ConfigDocument(
    string? Configuration, string Models, string ModelsInTheBox, string Log, string LogLevel, string Store, IReadOnlyList<VariableDocument> Variables);
