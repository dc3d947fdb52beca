using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth retry</c>: failed prompts wait again.</summary>
internal static class SynthRetryCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> job = new("job") { Description = "The job's folder" };
        Option<bool> json = new("--json") { Description = "Print it as JSON" };
        CliCommand command = new("retry", "Let failed prompts wait again; the job's command then answers them anew. What they were refused is forgotten.", "fusion synth retry job");
        command.Add(job);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new SynthRetryRunner(host, parse.GetRequiredValue(job), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
