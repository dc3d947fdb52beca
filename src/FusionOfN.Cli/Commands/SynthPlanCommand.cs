using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth plan</c>: what a job will take, before anything is paid.</summary>
internal static class SynthPlanCommand
{
    public static CliCommand Create(CliHost host)
    {
        SynthOptions job = new(host);
        Option<bool> json = new("--json") { Description = "Print the plan as JSON" };
        CliCommand command = new(
            "plan",
            "Read every prompt and say what a job will take: calls, tokens and money. No model is called.",
            "fusion synth plan prompts.jsonl",
            "fusion synth plan questions.csv --column prompt=text --answers fusion,best-of-n");
        job.AddTo(command);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new SynthPlanRunner(host, job.Read(parse, new SynthExportChoice(), "") with { Json = parse.GetValue(json) }).RunAsync(cancellationToken));
        return command;
    }
}
