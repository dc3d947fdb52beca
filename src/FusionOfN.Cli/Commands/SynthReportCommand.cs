using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth report</c>: what became of every row of a data set.</summary>
internal static class SynthReportCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> job = new("job") { Description = "The job's folder, or that of a data set" };
        Option<bool> json = new("--json") { Description = "Print it as JSON" };
        CliCommand command = new("report", "Print what became of every row: what was kept, what was left out and why.", "fusion synth report job");
        command.Add(job);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new SynthReportRunner(host, parse.GetRequiredValue(job), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
