using System.CommandLine;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>The options that say what is made of a job's records; <c>synth run</c> and <c>synth export</c> share them.</summary>
internal sealed class SynthExportOptions
{
    /// <summary>The filters that can be switched off.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["language", "refusal", "truncation", "repetition", "fallback", "exact-duplicate"];

    private readonly Option<string[]> _formats = new("--formats", "-f") { Description = "Export formats, with commas [default: trl-sft,parquet]", HelpName = "names", CustomParser = NameList.Parse };
    private readonly Option<double?> _test = new("--test") { Description = "The share of the prompts that is held out as test split", HelpName = "share" };
    private readonly Option<double?> _validation = new("--validation") { Description = "The share of the prompts that is held out as validation split", HelpName = "share" };
    private readonly Option<string[]> _without = new("--without") { Description = $"Filters to switch off, with commas: {string.Join(", ", Filters)}", HelpName = "names", CustomParser = NameList.Parse };
    private readonly Option<int?> _minCharacters = new("--min-characters") { Description = "Leave out shorter answers", HelpName = "count" };
    private readonly Option<int?> _maxCharacters = new("--max-characters") { Description = "Leave out longer answers", HelpName = "count" };
    private readonly Option<double?> _minScore = new("--min-score") { Description = "Leave out answers that score lower", HelpName = "score" };
    private readonly Option<double?> _minAgreement = new("--min-agreement") { Description = "Leave out answers whose mean chrF against the candidates is lower, 0 to 100", HelpName = "chrf" };
    private readonly Option<double?> _near = new("--near-duplicates") { Description = "Leave out prompts that resemble an earlier one this much, for example 0.8", HelpName = "similarity" };
    private readonly Option<bool> _degraded = new("--no-degraded") { Description = "Leave out answers of pools that lack candidates" };
    private readonly Option<string[]> _decontaminate = new PathOption<string[]>("--decontaminate") { Description = "Test sets that no prompt and no answer may hold, as files of prompts; with commas", HelpName = "files", CustomParser = NameList.Parse };
    private readonly Option<double?> _margin = new("--margin") { Description = "The least difference of scores in a preference pair", HelpName = "score" };
    private readonly Option<bool> _ties = new("--ties") { Description = "Make preference pairs of equal scores too" };
    private readonly Option<double?> _length = new("--max-length-difference") { Description = "The most that the sides of a pair differ in length, as a share of the longer one", HelpName = "share" };
    private readonly Option<bool> _terms = new("--ignore-terms", "--allow-terms") { Description = "Export although the terms of a teacher or source forbid to train on it" };
    private readonly Option<string[]> _licences = new("--terms")
    {
        Description = $"The licence of a model's answers over what fusion.yaml says ('terms'), as model=licence, or model={TeacherTerms.NoTraining} or model={TeacherTerms.EvaluationOnly}; prompts=licence for the prompts; repeat it, or use commas",
        HelpName = "model=licence",
        CustomParser = NameList.Parse,
    };

    private readonly Option<string?> _name = new("--name") { Description = "The data set's name on its card", HelpName = "text" };

    public SynthExportOptions()
    {
        _formats.Validators.Add(result => Check(result.GetValueOrDefault<string[]>(), ExportPlan.KnownFormats.Select(format => format.Name), "format", result.AddError));
        _formats.CompletionSources.Add([.. ExportPlan.KnownFormats.Select(format => format.Name)]);
        _without.Validators.Add(result => Check(result.GetValueOrDefault<string[]>(), Filters, "filter", result.AddError));
        _without.CompletionSources.Add([.. Filters]);
        foreach (Option option in (Option[])[_test, _validation, _length, _near])
            option.Validators.Add(NumberRange.Share);
        foreach (Option option in (Option[])[_minCharacters, _maxCharacters])
            option.Validators.Add(NumberRange.Between(0, int.MaxValue));
        _licences.Validators.Add(result =>
        {
            string[] given = result.GetValueOrDefault<string[]>() ?? [];
            foreach (string pair in given.Where(pair => pair.LastIndexOf('=') is < 1 || pair.EndsWith('=')))
                result.AddError($"--terms takes model=licence, for example qwen=Apache-2.0, but it is '{pair}'.");
            foreach (var twice in given.GroupBy(pair => pair[..Math.Max(0, pair.LastIndexOf('='))]).Where(group => group.Count() > 1))
                result.AddError($"--terms names {twice.Key} twice.");
        });
        _margin.Validators.Add(NumberRange.AtLeast(0));
        _minAgreement.Validators.Add(NumberRange.Between(0.0, 100.0));
    }

    /// <summary>Lines of help that name every format.</summary>
    public static IReadOnlyList<string> Notes { get; } = ["Formats:", .. ExportPlan.KnownFormats.Select(format => $"  {format.Name,-29} {format.Description}")];

    private Option[] All =>
        [_formats, _test, _validation, _without, _minCharacters, _maxCharacters, _minScore, _minAgreement, _near, _degraded, _decontaminate, _margin, _ties, _length, _terms, _licences, _name];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    public SynthExportChoice Read(ParseResult parse) => new()
    {
        Formats = parse.GetValue(_formats) is { Length: > 0 } formats ? formats : null,
        Test = parse.GetValue(_test),
        Validation = parse.GetValue(_validation),
        Without = parse.GetValue(_without) ?? [],
        MinCharacters = parse.GetValue(_minCharacters),
        MaxCharacters = parse.GetValue(_maxCharacters),
        MinScore = parse.GetValue(_minScore),
        MinAgreement = parse.GetValue(_minAgreement),
        NearDuplicates = parse.GetValue(_near),
        NoDegraded = parse.GetValue(_degraded) ? true : null,
        Decontaminate = parse.GetValue(_decontaminate) is { Length: > 0 } sets ? sets : null,
        Margin = parse.GetValue(_margin),
        KeepsTies = parse.GetValue(_ties) ? true : null,
        MaxLengthDifference = parse.GetValue(_length),
        IgnoresTerms = parse.GetValue(_terms) ? true : null,
        Name = parse.GetValue(_name),
        Terms = parse.GetValue(_licences) is { Length: > 0 } licences ? licences.ToDictionary(pair => pair[..pair.LastIndexOf('=')], pair => pair[(pair.LastIndexOf('=') + 1)..]) : null,
    };

    /// <summary>Reports names that are not known.</summary>
    public static void Check(string[]? given, IEnumerable<string> known, string kind, Action<string> report)
    {
        foreach (string name in (given ?? []).Except(known))
            report($"there is no {kind} '{name}'; known are {string.Join(", ", known)}.");
    }
}
