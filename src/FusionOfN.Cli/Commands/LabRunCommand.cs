using System.CommandLine;
using FusionOfN.Lab;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion lab run</c>: the paper's experiments in miniature.</summary>
internal static class LabRunCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<string> output = new("--out", "-o") { Description = "Where the report and every row behind it go; a run is resumed there", HelpName = "folder", DefaultValueFactory = _ => "lab-run" };
        Option<string?> models = new("--models") { Description = "A folder with one folder per model [default: the models in the box]", HelpName = "folder" };
        Option<bool> quick = new("--quick") { Description = "Few prompts of each kind and no students, for a first look" };
        Option<bool> development = new("--development") { Description = "Prompts of the student split, to choose between models without looking at the test split" };
        Option<string[]> languages = new("--languages", "-l") { Description = "Languages, with commas [default: all eleven]", HelpName = "codes", CustomParser = NameList.Parse };
        Option<string[]> tasks = new("--tasks", "-t") { Description = "Kinds of task, with commas: facts, translation, reasoning [default: all]", HelpName = "names", CustomParser = NameList.Parse };
        Option<int?> items = new("--items") { Description = "Prompts for each task, language and kind of entities", HelpName = "count" };
        Option<int> seed = new("--seed") { Description = "Seeds prompts, samples and the bootstrap", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<bool?> students = new("--students") { Description = "Whether students are trained too [default: unless --quick or --development]", HelpName = "true|false" };
        Option<int> concurrency = new("--concurrency", "-c") { Description = "Prompts in work at once", HelpName = "count", DefaultValueFactory = _ => 12 };
        items.Validators.Add(NumberRange.Between(1, 100_000));
        concurrency.Validators.Add(NumberRange.Between(1, 256));
        languages.AcceptOnlySeveral([.. LabLanguage.All.Select(language => language.Code)]);
        tasks.AcceptOnlySeveral(ClosedList.Members<LabTask>());

        CliCommand command = new(
            "run",
            "Run the paper's experiments in miniature and write a report with figures. Ctrl+C keeps what is done.",
            "fusion lab run --quick",
            "fusion lab run --out lab-run",
            "fusion lab run --quick --languages en,ja --tasks facts --items 20 --out trial")
        {
            KeepsOnWithoutReader = true,
        };
        foreach (Option option in (Option[])[output, models, quick, development, languages, tasks, items, seed, students, concurrency])
            command.Add(option);
        command.SetAction((parse, cancellationToken) =>
        {
            LabRunOptions options = new()
            {
                OutputDirectory = host.FullPath(parse.GetRequiredValue(output)),
                ModelsDirectory = parse.GetValue(models) is { } folder ? host.FullPath(folder) : host.LabModelsFolder,
                Quick = parse.GetValue(quick),
                Development = parse.GetValue(development),
                ItemsPerCell = parse.GetValue(items),
                Seed = parse.GetValue(seed),
                Students = parse.GetValue(students),
                Concurrency = parse.GetValue(concurrency),
                Command = LabTrainRunner.CommandLine(parse.Tokens.Select(token => token.Value)),
                TimeProvider = host.Time,
            };
            if (parse.GetValue(languages) is { Length: > 0 } codes)
                options = options with { Languages = [.. codes.Select(LabLanguage.Parse)] };
            if (parse.GetValue(tasks) is { Length: > 0 } names)
                options = options with { Tasks = [.. names.Select(name => Enum.Parse<LabTask>(name, ignoreCase: true))] };
            return new LabRunRunner(host, options).RunAsync(cancellationToken);
        });
        return command;
    }
}
