using System.CommandLine;
using System.CommandLine.Parsing;

namespace FusionOfN.Cli;

/// <summary>The options that say what is sampled and how it becomes an answer; the commands that run models share them.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<string?> _recipe = new("--recipe", "-r") { Description = "A recipe of fusion.yaml", HelpName = "name" };
    private readonly Option<int?> _samples = new("--n", "-n") { Description = "Candidates in all, shared among the models", HelpName = "count" };
    private readonly Option<string[]> _models = new("--models", "-m")
    {
        Description = "The models to sample, by name; several with commas",
        HelpName = "names",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = NameList.Parse,
    };

    private readonly Option<string?> _fusor = new("--fusor") { Description = "The model that writes the answer", HelpName = "name" };
    private readonly Option<string[]> _aggregators = new("--aggregator", "-a")
    {
        HelpName = "name",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = NameList.Parse,
    };

    private readonly Option<string?> _extractor = new("--extractor", "-e")
    {
        Description = "Reads the answer out of a text, for votes and scores: number, boxed, choice, exact or regex:PATTERN",
        HelpName = "name",
    };

    private readonly Option<int?> _seed = new("--seed") { Description = "Makes sampling (where models obey) and order repeatable", HelpName = "number" };
    private readonly Option<decimal?> _budget = new("--budget")
    {
        Description = "The most it may cost in US dollars",
        HelpName = "usd",
        CustomParser = NumberOptions.ReadDollars,
    };

    private readonly GenerationOptions _generation = new();
    private readonly CliHost _host;
    private readonly bool _samplesModels;
    private readonly bool _namesAggregators;

    /// <param name="host">The process.</param>
    /// <param name="samplesModels">Whether the command samples; else the candidates are given.</param>
    /// <param name="severalAggregators">Whether --aggregator can be given more than once.</param>
    /// <param name="namesAggregators">Whether there is --aggregator at all; a command may have an option of its own for them.</param>
    public RecipeOptions(CliHost host, bool samplesModels, bool severalAggregators, bool namesAggregators = true)
    {
        _namesAggregators = namesAggregators;
        _host = host;
        _samplesModels = samplesModels;
        _aggregators.Description = severalAggregators
            ? $"How a pool becomes an answer; repeat it or use commas: {string.Join(", ", AggregatorNames.All)}"
            : $"How the pool becomes an answer: {string.Join(", ", AggregatorNames.All)}";
        _aggregators.AcceptOnlySeveral(AggregatorNames.All);
        _samples.Validators.Add(NumberRange.Between(1, 1000));
        _aggregators.Validators.Add(result =>
        {
            if (!severalAggregators && result.GetValueOrDefault<string[]>() is { Length: > 1 })
                result.AddError("--aggregator takes one name here; 'fusion compare' takes several.");
        });
        _extractor.Validators.Add(CheckExtractor);
    }

    public void AddTo(Command command)
    {
        command.Add(_recipe);
        if (_samplesModels)
        {
            command.Add(_samples);
            command.Add(_models);
            _generation.AddTo(command);
        }

        command.Add(_fusor);
        if (_namesAggregators)
            command.Add(_aggregators);
        command.Add(_extractor);
        command.Add(_seed);
        command.Add(_budget);
    }

    public RecipeChoice Read(ParseResult parse) => _samplesModels ? _generation.Read(parse, ReadRecipe(parse)) : ReadRecipe(parse);

    private RecipeChoice ReadRecipe(ParseResult parse) => new()
    {
        ConfigFile = parse.GetValue(_host.Options.Config),
        Recipe = parse.GetValue(_recipe),
        Samples = _samplesModels ? parse.GetValue(_samples) : null,
        Models = _samplesModels ? parse.GetValue(_models) ?? [] : [],
        Fusor = parse.GetValue(_fusor),
        Aggregators = _namesAggregators ? [.. (parse.GetValue(_aggregators) ?? []).Distinct()] : [],
        Extractor = parse.GetValue(_extractor),
        Seed = parse.GetValue(_seed),
        BudgetUsd = parse.GetValue(_budget),
    };

    private static void CheckExtractor(OptionResult result)
    {
        if (result.GetValueOrDefault<string?>() is { } name && AnswerExtractors.FindProblem(name) is { } problem)
            result.AddError(problem);
    }
}
