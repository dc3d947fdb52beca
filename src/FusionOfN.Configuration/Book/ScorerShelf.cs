using System.Collections.Concurrent;
using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>The scorers of a configuration by name, made when first wanted.</summary>
internal sealed class ScorerShelf : IDisposable
{
    private readonly FusionSettings _settings;
    private readonly ModelShelf _models;
    private readonly EndpointRuntime _runtime;
    private readonly ConcurrentDictionary<string, Lazy<IScorer>> _scorers = new(StringComparer.Ordinal);

    public ScorerShelf(FusionSettings settings, ModelShelf models, EndpointRuntime runtime)
    {
        _settings = settings;
        _models = models;
        _runtime = runtime;
    }

    /// <summary>A scorer.</summary>
    /// <exception cref="ConfigurationException">There is no such scorer.</exception>
    public IScorer Find(string name, IAnswerExtractor? extractor = null)
    {
        if (name == ReferenceCheck.AgreementName && !_settings.Scorers.ContainsKey(name))
            return new AgreementScorer(extractor);
        if (!_settings.Scorers.ContainsKey(name))
        {
            string known = string.Join(", ", _settings.Scorers.Keys.Append(ReferenceCheck.AgreementName));
            throw new ConfigurationException($"There is no scorer {Secrets.Show(name)}. Known: {known}.");
        }


        return _scorers.GetOrAdd(name, key => new(() => Make(key, _settings.Scorers[key]))).Value;
    }

    public void Dispose()
    {
        foreach (var scorer in _scorers.Values.Where(scorer => scorer.IsValueCreated))
            (scorer.Value as IDisposable)?.Dispose();
    }

    /// <summary>A reward server's options, as the scorer gets them.</summary>
    public static RewardServerOptions ToOptions(string name, ScorerSettings settings)
    {
        RewardServerOptions standard = new()
        {
            Name = name,
            Dialect = Enum.Parse<RewardDialect>(settings.Kind.ToString()!),
            BaseUrl = new Uri(settings.BaseUrl!),
        };
        return standard with
        {
            ApiKeyVariable = settings.ApiKeyVariable,
            Headers = settings.Headers ?? standard.Headers,
            Model = settings.Model,
            Label = settings.Label,
            Labels = settings.Labels ?? [],
            Template = settings.Template,
            Raw = settings.Raw ?? standard.Raw,
            RawField = settings.RawField ?? standard.RawField,
            SourcePattern = settings.SourcePattern,
            Batch = settings.Batch,
            Timeout = EndpointMapping.Milliseconds(settings.TimeoutMs) ?? standard.Timeout,
            Retry = EndpointMapping.ToRetry(settings.Retry),
            Probe = settings.Probe ?? standard.Probe,
        };
    }

    private ChatModel FindJudge(JudgeSettings judge) => _models.Find(judge.Model!, _settings.Defaults.Roles?.Judge) with
    {
        Fallbacks = [.. (judge.Fallbacks ?? []).Select(next => _models.Find(next, _settings.Defaults.Roles?.Judge))],
    };

    private IScorer Make(string name, ScorerSettings settings) => settings.Kind switch
    {
        ScorerKind.Judge => new JudgeScorer(FindJudge(settings.Judge!), settings.Judge!.Criteria),
        ScorerKind.Agreement => new AgreementScorer(settings.Extractor is { } extractor ? AnswerExtractors.Create(extractor) : null),
        ScorerKind.Ensemble => new EnsembleScorer(name, [.. settings.Members!.Select(member => new EnsembleMember(Find(member.Scorer!), member.Weight))]),
        _ => new RewardServerScorer(ToOptions(name, settings), _runtime),
    };
}
