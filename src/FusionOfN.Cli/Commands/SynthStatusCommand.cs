using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth status</c>: how a job stands.</summary>
internal static class SynthStatusCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> job = new("job") { Description = "The job's folder" };
        Option<bool> json = new("--json") { Description = "Print it as JSON" };
        CliCommand command = new("status", "Say how many prompts are done, failed and waiting, and what was spent.", "fusion synth status job");
        command.Add(job);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new SynthStatusRunner(host, parse.GetRequiredValue(job), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
