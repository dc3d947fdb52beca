using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth retry</c>: failed prompts wait again.</summary>
internal static class SynthRetryCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> job = new("job") { Description = "The job's folder" };
        CliCommand command = new("retry", "Let failed prompts wait again; the job's command then answers them anew. What they were refused is forgotten.", "fusion synth retry job");
        command.Add(job);
        command.SetAction((parse, cancellationToken) => new SynthRetryRunner(host, parse.GetRequiredValue(job)).RunAsync(cancellationToken));
        return command;
    }
}
