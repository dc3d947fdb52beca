namespace FusionOfN.Cli;

/// <summary>What the command line says of a pilot.</summary>
/// <param name="Prompts">Prompts that are answered.</param>
/// <param name="IsSure">Whether nobody is asked before they are paid.</param>
internal sealed record PilotChoice(int Prompts, bool IsSure);
