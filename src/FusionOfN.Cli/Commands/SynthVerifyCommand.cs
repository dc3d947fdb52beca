using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth verify</c>: whether a data set is as it was written.</summary>
internal static class SynthVerifyCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> job = new("job") { Description = "The job's folder, or that of a data set" };
        Option<bool> json = new("--json") { Description = "Print the differences as JSON" };
        CliCommand command = new("verify", "Compute the hash of every file anew and compare it with the manifest. Exits with 1 when something differs.", "fusion synth verify job");
        command.Add(job);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new SynthVerifyRunner(host, parse.GetRequiredValue(job), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
