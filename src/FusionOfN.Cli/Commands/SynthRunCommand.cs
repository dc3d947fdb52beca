using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth run</c>: answers prompts and makes the data set.</summary>
internal static class SynthRunCommand
{
    public static CliCommand Create(CliHost host)
    {
        SynthOptions job = new(host);
        SynthExportOptions export = new();
        SynthPlaceOptions place = new();
        Option<bool> noStore = new("--no-store") { Description = "Take no answer that was paid before, and keep none for other jobs" };
        Option<bool> batch = new("--batch") { Description = "Send calls in batches where the endpoint takes them ('batch' in fusion.yaml): for less, within hours. Ctrl+C leaves them at the provider, and the same command goes on" };
        Option<bool> json = new("--json") { Description = "Print events as JSON Lines: progress every second, and the end" };

        CliCommand command = new(
            "run",
            "Answer every prompt, and make the data set. Run it again to go on: what was paid is not paid again.",
            "fusion synth run --demo --out demo",
            "# columns are guessed by their names, or named",
            "fusion synth run questions.csv --column prompt=text,language=lang --out job",
            "fusion synth run prompts.parquet --answers fusion,best-of-n,random-teacher --formats parquet,trl-dpo --test 0.02 --budget 20 --out job",
            "# for less, within hours",
            "fusion synth run prompts.jsonl --batch --out job",
            "# other teachers' answers are taken from the first job, only the new fusor is paid",
            "fusion synth run prompts.jsonl --fusor other --store job/job.db --out job2")
        {
            KeepsOnWithoutReader = true,
            Notes = SynthExportOptions.Notes,
        };
        job.AddTo(command);
        place.AddTo(command);
        export.AddTo(command);
        command.Add(noStore);
        command.Add(batch);
        command.Add(json);
        command.Validators.Add(result =>
        {
            if (result.GetValue(batch) && result.GetValue(noStore))
                result.AddError("--batch does not go with --no-store: what a batch answers is found again in the store.");
        });
        command.SetAction((parse, cancellationToken) => new SynthRunRunner(host, place.Read(parse, job.Read(parse, export.Read(parse), place.Output(parse))) with
        {
            UsesStore = !parse.GetValue(noStore),
            UsesBatches = parse.GetValue(batch),
            Json = parse.GetValue(json),
        }).RunAsync(cancellationToken));
        return command;
    }
}
