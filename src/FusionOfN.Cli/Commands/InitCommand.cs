using System.CommandLine;
using FusionOfN.Providers;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion init</c>: a commented configuration file to start from.</summary>
internal static class InitCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> folder = new("folder") { Description = "Where to write", DefaultValueFactory = _ => "." };
        Option<bool> force = new("--force") { Description = "Overwrite a file that is there already" };
        CliCommand command = new(
            "init",
            "Write a commented fusion.yaml, and the schema that lets editors check it.",
            "fusion init",
            "fusion init && $EDITOR fusion.yaml && fusion doctor");
        command.Add(folder);
        command.Add(force);
        command.SetAction(async (parse, cancellationToken) =>
        {
            string target = host.FullPath(parse.GetRequiredValue(folder));
            string file = Path.Combine(target, FusionConfiguration.FileName);
            if (File.Exists(file) && !parse.GetValue(force))
                throw CliException.BadInput($"{file} is there already", "--force overwrites it.");

            Directory.CreateDirectory(target);
            string schema = Path.Combine(target, ConfigurationSchema.FileName);
            await File.WriteAllTextAsync(schema, ConfigurationSchema.Text, cancellationToken);
            await File.WriteAllTextAsync(file, ConfigurationTemplate.Text, cancellationToken);
            host.Error.WriteLine($"wrote {file} and {schema}");
            host.Error.WriteLine("Put keys into the environment variables it names, then try 'fusion doctor'.");
            return ExitCode.Ok;
        });
        return command;
    }
}
