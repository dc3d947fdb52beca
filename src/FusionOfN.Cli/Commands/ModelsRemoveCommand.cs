using System.CommandLine;
using FusionOfN.Local;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion models remove</c>: frees the disk space of a model.</summary>
internal static class ModelsRemoveCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> model = new("model") { Description = "The model, OWNER/NAME" };
        CliCommand command = new("remove", "Remove a model from this machine.", "fusion models remove OWNER/NAME");
        command.Add(model);
        command.SetAction(parse =>
        {
            string id = ModelName.WithoutPrefix(parse.GetRequiredValue(model));
            try
            {
                if (!LocalModels.Catalog(host).Remove(id))
                    throw CliException.BadInput($"there is no model {id} on this machine", "'fusion models list' shows those that are.");
            }
            catch (LocalModelException exception)
            {
                throw CliException.BadInput(exception.Message);
            }

            host.Error.WriteLine($"removed {id}");
            return ExitCode.Ok;
        });
        return command;
    }
}
