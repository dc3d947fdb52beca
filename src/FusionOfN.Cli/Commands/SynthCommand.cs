namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth</c>: prompts in, data sets out.</summary>
internal static class SynthCommand
{
    public static CliCommand Create(CliHost host)
    {
        CliCommand command = new(
            "synth",
            "Make data sets: several teachers answer each prompt, and their answers are fused, selected, filtered and exported.",
            "# in eleven languages, with the models in the box",
            "fusion synth run --demo --out demo",
            "fusion synth run prompts.jsonl --answers fusion,best-of-n --out job",
            "# everything in a file",
            "fusion synth init job.yaml")
        {
            SynthInitCommand.Create(host),
            SynthPlanCommand.Create(host),
            SynthRunCommand.Create(host),
            SynthStatusCommand.Create(host),
            SynthRetryCommand.Create(host),
            SynthExportCommand.Create(host),
            SynthReportCommand.Create(host),
            SynthVerifyCommand.Create(host),
            SynthPushCommand.Create(host),
            SynthStudentsCommand.Create(host),
        };
        return command;
    }
}
