namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion lab</c>: the miniature world and its small models.</summary>
internal static class LabCommand
{
    public static CliCommand Create(CliHost host)
    {
        CliCommand command = new("lab", "The miniature world: train its small models, run its experiments, see its prompts.")
        {
            LabPromptsCommand.Create(host),
            LabRunCommand.Create(host),
            LabTrainCommand.Create(host),
        };
        return command;
    }
}
