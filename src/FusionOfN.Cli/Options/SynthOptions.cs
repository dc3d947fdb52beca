using System.CommandLine;
using System.CommandLine.Parsing;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>The options that say which prompts a job answers and how; <c>synth plan</c> and <c>synth run</c> share them.</summary>
internal sealed class SynthOptions
{
    /// <summary>The option that names a job file.</summary>
    public const string JobFileOption = "--job";

    private static readonly string[] Passing = ["--out", "--store", "--no-store", "--concurrency", "--batch", "--json", JobFileOption];

    private static readonly Dictionary<string, PromptFormat> Formats = new()
    {
        ["jsonl"] = PromptFormat.JsonLines,
        ["json"] = PromptFormat.Json,
        ["csv"] = PromptFormat.Csv,
        ["tsv"] = PromptFormat.Tsv,
        ["parquet"] = PromptFormat.Parquet,
    };

    private readonly Argument<string?> _prompts = new("prompts") { Description = "JSON Lines, a JSON list, CSV, TSV or Parquet, also .gz and .zst; hf:OWNER/NAME[@revision][:config/split] for a data set of the hub; - for standard input", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _answers = new("--answers", "-a")
    {
        Description = $"The methods, with commas: {string.Join(", ", SynthMethods.All)} [default: fusion,best-of-n]",
        HelpName = "names",
        CustomParser = NameList.Parse,
    };

    private readonly Option<string[]> _columns = new("--column") { Description = "A column's use, as use=name; repeat it, or use commas", HelpName = "use=name", CustomParser = NameList.Parse };
    private readonly Option<string?> _language = new("--language", "-l") { Description = "The language of prompts that name none, as a code", HelpName = "code" };
    private readonly Option<string?> _format = new("--format") { Description = "How the prompts are written, where their name does not tell, as with standard input: jsonl, json, csv, tsv or parquet", HelpName = "name" };
    private readonly Option<string[]> _translateTo = new("--translate-to") { Description = "Have the prompts translated into these languages too, as codes with commas", HelpName = "codes", CustomParser = NameList.Parse };
    private readonly Option<string?> _translator = new("--translator") { Description = "The model that translates [default: the fusor]", HelpName = "model" };
    private readonly Option<string?> _job = new(JobFileOption) { Description = "A job file ('fusion synth init' writes one): what it says, unless it is said here; it can stand in the place of the prompts too", HelpName = "file" };
    private readonly Option<bool> _demo = new("--demo") { Description = "Answer prompts of the miniature world with the models in the box" };
    private readonly RecipeOptions _recipe;
    private readonly CliHost _host;

    public SynthOptions(CliHost host)
    {
        _host = host;
        _recipe = new RecipeOptions(host, samplesModels: true, severalAggregators: true, namesAggregators: false);
        _answers.Validators.Add(result => SynthExportOptions.Check(result.GetValueOrDefault<string[]>(), SynthMethods.All, "method", result.AddError));
        _answers.CompletionSources.Add([.. SynthMethods.All]);
        _columns.Validators.Add(CheckColumns);
        _format.Validators.Add(result => SynthExportOptions.Check(result.GetValueOrDefault<string?>() is { } name ? [name] : [], Formats.Keys, "format of prompts", result.AddError));
        _format.CompletionSources.Add([.. Formats.Keys]);
    }

    public void AddTo(Command command)
    {
        command.Add(_prompts);
        command.Add(_answers);
        command.Add(_columns);
        command.Add(_language);
        command.Add(_format);
        command.Add(_translateTo);
        command.Add(_translator);
        command.Add(_demo);
        command.Add(_job);
        _recipe.AddTo(command);
        command.Validators.Add(result =>
        {
            // What a job file says is not known here yet.
            if (result.GetValue(_prompts) is { } file && JobFile.IsOne(file))
                return;
            if (result.GetValue(_translator) is not null && result.GetValue(_translateTo) is not { Length: > 0 })
                result.AddError("--translator needs --translate-to: the languages that it translates into.");
            bool hasPrompts = result.GetValue(_prompts) is not null;
            if (!hasPrompts && result.GetValue(_job) is not null)
                return;
            if (hasPrompts == result.GetValue(_demo))
                result.AddError(hasPrompts ? "--demo brings prompts of its own; leave the file out." : "the prompt file is missing; --demo needs none.");
        });
    }

    public SynthChoice Read(ParseResult parse, SynthExportChoice export, string output) => new()
    {
        Prompts = parse.GetValue(_prompts),
        Output = output,
        Recipe = _recipe.Read(parse) with { Translator = parse.GetValue(_translator) },
        TranslateTo = parse.GetValue(_translateTo) ?? [],
        Answers = parse.GetValue(_answers) ?? [],
        Columns = (parse.GetValue(_columns) ?? []).ToDictionary(column => Use(column)!.Value, column => column[(column.IndexOf('=') + 1)..]),
        Language = parse.GetValue(_language),
        Format = parse.GetValue(_format) is { } format ? Formats[format] : null,
        Demo = parse.GetValue(_demo),
        Export = export,
        Command = LabTrainRunner.CommandLine(_host.Typed),
        CardCommand = LabTrainRunner.CommandLine(Lasting(parse)),
    };

    private static IEnumerable<string> Lasting(ParseResult parse)
    {
        HashSet<Token> passing = [];
        foreach (OptionResult option in parse.CommandResult.Children.OfType<OptionResult>().Where(option => Passing.Contains(option.Option.Name)))
        {
            if (option.IdentifierToken is { } name)
                passing.Add(name);
            passing.UnionWith(option.Tokens);
        }

        return parse.Tokens.Where(token => !passing.Contains(token)).Select(token => token.Value);
    }

    private static PromptColumn? Use(string column) =>
        column.IndexOf('=') is var end and > 0 && Enum.GetValues<PromptColumn>().Where(use => PromptColumns.WordOf(use) == column[..end]).ToArray() is [var found] ? found : null;

    private static void CheckColumns(OptionResult result)
    {
        string[] given = result.GetValueOrDefault<string[]>() ?? [];
        foreach (string column in given.Where(column => Use(column) is null || column.EndsWith('=')))
            result.AddError($"--column takes use=name with one of {string.Join(", ", Enum.GetValues<PromptColumn>().Select(PromptColumns.WordOf))}, but it is '{column}'.");
        foreach (var twice in given.Select(Use).Where(use => use is not null).GroupBy(use => use!.Value).Where(group => group.Count() > 1))
            result.AddError($"--column names {PromptColumns.WordOf(twice.Key)} twice.");
    }
}
