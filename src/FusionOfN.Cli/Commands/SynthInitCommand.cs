using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth init</c>: a commented job file to start from.</summary>
internal static class SynthInitCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> file = new("file") { Description = "Where to write", DefaultValueFactory = _ => "synth.yaml" };
        Option<bool> force = new("--force") { Description = "Overwrite a file that is there already" };
        CliCommand command = new(
            "init",
            "Write a commented job file: everything that a job can be told, under the names of the options. 'plan', 'run' and the others take it in place of them.",
            "fusion synth init job.yaml",
            "fusion synth init job.yaml && $EDITOR job.yaml && fusion synth plan job.yaml && fusion synth run job.yaml");
        command.Add(file);
        command.Add(force);
        command.SetAction((parse, cancellationToken) => new SynthInitRunner(host, parse.GetRequiredValue(file), parse.GetValue(force)).RunAsync(new JobFileTable(parse.RootCommandResult.Command), cancellationToken));
        return command;
    }
}
