using FusionOfN.Jobs;
using FusionOfN.Synthesis;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Makes a job's plan of the models that the command line and the configuration come to.</summary>
internal static class SynthModels
{
    /// <summary>The methods that are made when none was named.</summary>
    public static IReadOnlyList<string> StandardMethods { get; } = [AggregatorNames.Fusion, AggregatorNames.BestOfN];

    /// <summary>The models, before any call is a job's.</summary>
    public static async Task<ModelSetup> SetUpAsync(CliHost host, SynthChoice choice, CancellationToken cancellationToken)
    {
        // The budget is the job's and not that of each prompt.
        RecipeChoice recipe = choice.Recipe with { BudgetUsd = null, Aggregators = choice is { Asked: not null, Answers: [] } ? [] : [.. Methods(choice).Where(SynthMethods.IsAggregator)] };
        if (!choice.Demo)
            return await ModelSetup.ForSamplingAsync(host, recipe, cancellationToken);
        return ModelSetup.Of(
            CliModels.Box(host).Open(CliModels.Runtime(host), "--demo") ?? throw CliException.Configuration("the models in the box are not there", "Install the command anew."), recipe);
    }

    /// <summary>The methods in the order they were named.</summary>
    public static IReadOnlyList<string> Methods(SynthChoice choice) => choice.Answers.Count > 0 ? [.. choice.Answers.Distinct()] : StandardMethods;

    /// <summary>The plan with the models as they are: for an estimate, or to be wrapped.</summary>
    public static SynthPlan Plan(CliHost host, SynthChoice choice, ModelSetup setup)
    {
        SynthPlan plan = new()
        {
            // The seed is the job's: each prompt derives one of its own from it.
            Recipe = setup.Recipe with { Budget = new BudgetLimits(), Seed = null },
            Methods = choice is { Asked: not null, Answers: [] } ? [setup.Recipe.Aggregator.Name] : Methods(choice),
            Options = choice.Recipe.RequestOptions,
            Parts = setup.Parts,
            Translation = TranslationOf(choice, setup),
            ImageFolder = choice.HubFiles is [var (file, _), ..] ? Path.GetDirectoryName(file)
                : choice.Prompts is null or "-" ? host.WorkingDirectory : Path.GetDirectoryName(host.FullPath(choice.Prompts)),
        };

        // Scores are for pairs and filters; who only asks pays for none.
        return choice.Asked is { } asked ? Asked(plan, asked) : WithScorer(plan);
    }

    /// <summary>The same plan, whose every call is the job's.</summary>
    public static SynthPlan Wrap(SynthPlan plan, ModelSetup setup, JobCalls calls)
    {
        SynthPlan wrapped = WithCalls(plan, setup, calls);
        return plan.Scorer is null ? wrapped : WithScorer(wrapped);
    }

    private static SynthPlan WithCalls(SynthPlan plan, ModelSetup setup, JobCalls calls) => plan with
    {
        Recipe = plan.Recipe with { Panel = calls.Wrap(plan.Recipe.Panel) },
        Translation = plan.Translation is { } translation ? translation with { Translator = calls.Wrap(translation.Translator) } : null,
        Parts = setup.Parts with
        {
            Fusors = [.. setup.Parts.Fusors.Select(calls.Wrap)],
            Judge = setup.Parts.Judge is { } judge ? calls.Wrap(judge) : null,
            Scorer = setup.Parts.Scorer is { } scorer ? calls.Wrap(scorer) : null,
        },
    };

    private static TranslationPlan? TranslationOf(SynthChoice choice, ModelSetup setup)
    {
        if (choice.TranslateTo.Count == 0)
            return null;
        ChatModel translator = setup.Translator ?? (setup.Parts.Fusors is [var fusor, ..] ? fusor
            : throw CliException.BadInput("--translate-to needs a model that translates, and there is no fusor to do it", "Name one with --translator."));
        try
        {
            return new TranslationPlan(translator, choice.TranslateTo);
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput($"--translate-to: {exception.Message}", exception.Hint);
        }
    }

    private static SynthPlan Asked(SynthPlan plan, AskedRows asked)
    {
        ChatOptions? options = plan.Options;
        if (asked.Schema is { } schema)
            (options ??= new ChatOptions()).ResponseFormat = schema.Format;
        return plan with { Options = options, AnswerCheck = asked.Schema?.Check };
    }

    /// <summary>What the records depend on.</summary>
    public static IReadOnlyList<JobSetting> Settings(SynthPlan plan, string? system = null)
    {
        Recipe sampling = plan.Recipe with { Aggregator = new FirstAggregator() };
        List<JobSetting> settings =
        [
            new("teachers", PanelWords.Describe(plan.Recipe.Panel, [], plan.Parts)),
            new("answers", string.Join(", ", plan.Methods)),

            // What people change most comes first and in words; the parts behind it hold everything.
            .. plan.Recipe.Panel.Members.Select(member => member.Model).DistinctBy(model => model.Name)
                .Select(model => (model.Name, Sampling: SamplingOf(model, plan.Options))).Where(model => model.Sampling.Length > 0).Select(model => new JobSetting($"sampling of {model.Name}", model.Sampling)),
            .. RecipeFingerprint.Of(sampling).Parts.Select(part => new JobSetting($"sampling: {part.Key}", part.Value)),
        ];
        foreach (string method in plan.Methods.Where(SynthMethods.IsAggregator))
        {
            RecipeFingerprint aggregation = RecipeFingerprint.OfAggregation(plan.Recipe with { Aggregator = Aggregators.Create(method, plan.Parts) });
            settings.AddRange(aggregation.Parts.Select(part => new JobSetting($"{method}: {part.Key}", part.Value)));
        }

        if (plan.Scorer is { } scorer)
            settings.Add(new("scorer", RecipeFingerprint.Of(scorer)));

        // Which languages is not among them: another one is more prompts, and changes nothing about those that are there.
        if (plan.Translation is { Translator: var translator })
        {
            settings.Add(new("prompt of translations", $"{TranslationPlan.Prompt.Version} {TranslationPlan.Prompt.Hash}"));
            RecipeFingerprint translating = RecipeFingerprint.Of(new Recipe("translator", new Panel(new PanelMember(translator)), new FirstAggregator()));
            settings.AddRange(translating.Parts.Select(part => new JobSetting($"translator: {part.Key}", part.Value)));
        }

        if (system is not null)
            settings.Add(new("system message", system));
        if (plan.Options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
            settings.Add(new("schema", schema.GetRawText()));
        return settings;
    }

    /// <summary>The recipe as the card tells it.</summary>
    public static IReadOnlyDictionary<string, string> Describe(SynthPlan plan, ModelSetup setup)
    {
        Dictionary<string, string> recipe = new()
        {
            ["teachers"] = string.Join(", ", plan.Recipe.Panel.Members.Select(member => member.Samples == 1 ? member.Model.Name : $"{member.Model.Name} ×{member.Samples}")),
            ["candidates"] = plan.Recipe.Panel.Size.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["answers"] = string.Join(", ", plan.Methods),
        };
        foreach (ChatModel model in plan.Recipe.Panel.Members.Select(member => member.Model).DistinctBy(model => model.Name))
        {
            if (SamplingOf(model, plan.Options) is { Length: > 0 } sampling)
                recipe[$"sampling of {model.Name}"] = sampling;
        }

        if (plan.Methods.Contains(AggregatorNames.Fusion) && plan.Parts.Fusors.Count > 0)
            recipe["fusor"] = string.Join(", ", plan.Parts.Fusors.Select(fusor => fusor.Name));
        if (plan.Scorer is { } scorer)
            recipe["scorer"] = scorer.Name;
        if (plan.Translation is { } translation)
            recipe["translated"] = $"into {string.Join(", ", translation.Languages)} by {translation.Translator.Name}, prompt {TranslationPlan.Prompt.Version}";
        if (setup.Recipe.Seed is { } seed)
            recipe["seed"] = seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return recipe;
    }

    /// <summary>Who scores, in words; null when no model does.</summary>
    public static string? DescribeScorer(SynthPlan plan)
    {
        if (plan.Scorer is not JudgeScorer { Models: [var judge, ..] })
            return null;
        bool isFusor = plan.Parts.Fusors.Any(fusor => fusor.Name == judge.Name);
        return $"Scores (best-of-n takes the candidate with the highest) are given by a judge: {judge.Name}{(isFusor ? ", which is also the fusor" : "")}, one call for each candidate and written answer.";
    }

    private static string SamplingOf(ChatModel model, ChatOptions? request)
    {
        List<string> parts = [];
        if ((model.Options?.Temperature ?? request?.Temperature ?? model.Defaults?.Temperature) is { } temperature)
            parts.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"temperature {temperature}"));
        if ((model.Options?.TopP ?? request?.TopP ?? model.Defaults?.TopP) is { } topP)
            parts.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"top_p {topP}"));
        if ((model.Options?.MaxOutputTokens ?? request?.MaxOutputTokens ?? model.Defaults?.MaxOutputTokens) is { } tokens)
            parts.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at most {tokens} tokens"));
        return string.Join(", ", parts);
    }

    // Best-of-N needs a scorer anyway; then the written answers get scores of the same kind.
    private static SynthPlan WithScorer(SynthPlan plan)
    {
        IScorer? scorer = plan.Parts.Scorer;
        if (scorer is null && plan.Methods.Contains(AggregatorNames.BestOfN))
            scorer = (plan.Parts.Judge ?? (plan.Parts.Fusors is [var first, ..] ? first : null)) is { } judge ? new JudgeScorer(judge, plan.Parts.Rubric) : new AgreementScorer(plan.Parts.Extractor);
        return plan with { Scorer = scorer, Parts = plan.Parts with { Scorer = scorer } };
    }
}
