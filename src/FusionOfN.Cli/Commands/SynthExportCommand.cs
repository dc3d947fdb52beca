using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth export</c>: another data set of the same records.</summary>
internal static class SynthExportCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> job = new("job") { Description = "The job's folder" };
        Option<string?> to = new("--to") { Description = "Where the data set goes [default: the folder data of the job]", HelpName = "folder" };
        Option<bool> json = new("--json") { Description = "Print the report as JSON" };
        SynthExportOptions export = new();
        CliCommand command = new(
            "export",
            "Make the data set again, with other formats, splits or filters. No model is called. What is not named stays as the job has it.",
            "fusion synth export job --formats trl-dpo,axolotl-sft --margin 0.1 --to pairs",
            "fusion synth export job --near-duplicates 0.8 --decontaminate mgsm.jsonl")
        {
            Notes = SynthExportOptions.Notes,
        };
        command.Add(job);
        command.Add(to);
        command.Add(json);
        export.AddTo(command);
        command.SetAction((parse, cancellationToken) => new SynthExportRunner(host, parse.GetRequiredValue(job), parse.GetValue(to), export.Read(parse), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
