using System.CommandLine;
using FusionOfN.Lab;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion lab train</c>: makes the embedded models from seeds.</summary>
internal static class LabTrainCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<string> output = new("--out") { Description = "Where the finished models go, one folder each", HelpName = "folder", DefaultValueFactory = _ => "lab-models" };
        Option<string> work = new("--work")
        {
            Description = "Where checkpoints stand; a training that was stopped goes on from them",
            HelpName = "folder",
            DefaultValueFactory = _ => "lab-work",
        };
        Option<string[]> only = new("--only")
        {
            Description = $"The models to make, with commas: {string.Join(", ", LabTraining.Models)}",
            HelpName = "names",
            CustomParser = NameList.Parse,
        };
        Option<int> workers = new("--workers") { Description = "Models trained at a time, one thread each", HelpName = "count", DefaultValueFactory = _ => 2 };
        Option<double> scale = new("--scale") { Description = "Multiplies the length of the training, for a trial", HelpName = "factor", DefaultValueFactory = _ => 1 };
        only.AcceptOnlySeveral(LabTraining.Models);
        scale.Validators.Add(NumberRange.Above(0));
        workers.Validators.Add(NumberRange.Between(1, 256));

        CliCommand command = new(
            "train",
            "Train the lab's models from seeds. Ctrl+C saves a checkpoint; the same command goes on from it.",
            "fusion lab train",
            "fusion lab train --only teacher-1 --scale 0.01 --out trial --work trial-work")
        {
            KeepsOnWithoutReader = true,
        };
        foreach (Option option in (Option[])[output, work, only, workers, scale])
            command.Add(option);
        command.SetAction((parse, cancellationToken) => new LabTrainRunner(host, new LabTrainingOptions
        {
            OutputDirectory = host.FullPath(parse.GetRequiredValue(output)),
            WorkDirectory = host.FullPath(parse.GetRequiredValue(work)),
            Only = parse.GetValue(only) is { Length: > 0 } names ? names : null,
            Workers = parse.GetValue(workers),
            Scale = parse.GetValue(scale),
            TimeProvider = host.Time,
        }).RunAsync(cancellationToken));
        return command;
    }
}
