using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using FusionOfN.Configuration;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>
/// The keys of a job file. There is no list of them: they are the options of <c>synth run</c>, <c>plan</c> and <c>export</c>, so that an option that is added
/// there can be said in the file as well.
/// </summary>
internal sealed class JobFileTable
{
    /// <summary>The key of the prompts, which are no option but the command's argument.</summary>
    public const string Prompts = "prompts";

    /// <summary>The key of the job's folder.</summary>
    public const string Folder = "out";

    // These say how one command is run, and not what the job is.
    private static readonly string[] OfTheMoment = ["--json", "--yes", "--to", SynthOptions.JobFileOption];

    private static readonly string[] Commands = ["run", "plan", "export"];

    private readonly Command _root;
    private readonly (string Command, Option Option)[] _options;

    /// <param name="root">The whole tree, whose parser checks values.</param>
    public JobFileTable(Command root)
    {
        _root = root;
        Command synth = root.Subcommands.First(command => command.Name == "synth");
        _options =
        [
            .. Commands.SelectMany(name => synth.Subcommands.First(command => command.Name == name).Options.Select(option => (name, option)))
                .Concat(root.Options.Where(option => option.Name == "--config").Select(option => ("run", option)))
                .Where(option => option.Item2 is not HelpOption && !OfTheMoment.Contains(option.Item2.Name))
                .DistinctBy(option => option.Item2.Name),
        ];
    }

    /// <summary>The options behind the keys.</summary>
    public IEnumerable<Option> Options => _options.Select(option => option.Option);

    /// <summary>The key of an option.</summary>
    public static string KeyOf(Option option) => option.Name.TrimStart('-');

    /// <summary>Says of a value whether it names a file; null for keys that never do.</summary>
    public Func<string, bool>? NamesFiles(string key) => key == Prompts
        ? value => value != "-" && !HubAddress.IsOne(value)
        : Options.FirstOrDefault(option => KeyOf(option) == key) is IPathOption path ? value => !path.IsElsewhere(value) : null;

    /// <summary>What is wrong with a key or its values, and the mend.</summary>
    public IEnumerable<(string Message, string Mend)> Check(string key, IReadOnlyList<string> values)
    {
        if (key == Prompts)
            return values.Count == 1 ? [] : [("'prompts' takes one file.", "Put the rows of all files into one.")];
        if (_options.FirstOrDefault(option => KeyOf(option.Option) == key) is not ({ } command, { } known))
        {
            string[] keys = [Prompts, .. Options.Select(KeyOf)];
            string? meant = Options.Where(option => option.Aliases.Contains("-" + key) || option.Aliases.Contains("--" + key)).Select(KeyOf).FirstOrDefault() ?? Configuration.Suggestion.For(key, keys);
            return [($"'{Secrets.Mask(key)}' is no key of a job file.", meant is not null ? $"Did you mean '{meant}'?" : "'fusion synth init' writes a file with every key.")];
        }

        // The parser would take any other word for one that has no place.
        if (known is Option<bool> && values is not (["true"] or ["false"]))
            return [($"'{key}' must be true or false, but it is '{Secrets.Mask(string.Join(", ", values))}'.", "")];
        ParseResult parse = _root.Parse(["synth", command, "-", ArgumentOf(known, values)], new ParserConfiguration { ResponseFileTokenReplacer = null });
        return [.. parse.Errors.Where(error => OptionOf(error.SymbolResult) == known).Select(error => (ParserErrors.Describe(error, parse), "")).Distinct()];
    }

    /// <summary>A key and its values as a word of the command line.</summary>
    public static string ArgumentOf(Option option, IReadOnlyList<string> values) => $"{option.Name}={string.Join(',', values)}";

    private static Option? OptionOf(SymbolResult? result) => result switch
    {
        OptionResult option => option.Option,
        { Parent: { } parent } => OptionOf(parent),
        _ => null,
    };
}
