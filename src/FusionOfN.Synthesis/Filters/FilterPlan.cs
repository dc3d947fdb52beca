namespace FusionOfN.Synthesis;

/// <summary>What is left out of a data set. Records keep everything, so other filters cost nothing but another export.</summary>
public sealed record FilterPlan
{
    /// <summary>Leaves out answers in another language than the prompt asks for.</summary>
    public bool Language { get; init; } = true;

    /// <summary>Leaves out answers that refuse.</summary>
    public bool Refusal { get; init; } = true;

    /// <summary>Leaves out answers that end at the limit of their length.</summary>
    public bool Truncation { get; init; } = true;

    /// <summary>Leaves out answers of which more than this share repeats itself, 0 to 1.</summary>
    /// <value>The default value is 0.5; null lets all pass.</value>
    public double? MaxRepetition { get; init; } = 0.5;

    /// <summary>The fewest characters of an answer.</summary>
    public int? MinCharacters { get; init; }

    /// <summary>The most characters of an answer.</summary>
    public int? MaxCharacters { get; init; }

    /// <summary>The deepest fallback that a fused answer may come from.</summary>
    /// <value>The default value is <see cref="FallbackLevel.NextFusor"/>: what no fusor wrote is no fusion. Null lets all pass.</value>
    public FallbackLevel? MaxFallback { get; init; } = FallbackLevel.NextFusor;

    /// <summary>Leaves out answers of pools that lack candidates.</summary>
    public bool Degraded { get; init; }

    /// <summary>The lowest score of an answer, in the scorer's own unit. An answer without a score does not reach it.</summary>
    public double? MinScore { get; init; }

    /// <summary>The least that an answer must agree with the candidates: mean chrF against them, 0 to 100.</summary>
    public double? MinAgreement { get; init; }

    /// <summary>Leaves out a prompt that was there before in the same words.</summary>
    public bool ExactDuplicates { get; init; } = true;

    /// <summary>Leaves out a prompt that resembles an earlier one of its language this much: the Jaccard similarity of character 5-grams, estimated, 0 to 1.</summary>
    /// <value>The default value is <see langword="null"/>: resemblance is not looked for.</value>
    public double? NearDuplicates { get; init; }

    /// <summary>Test sets that no prompt and no answer may hold.</summary>
    public IReadOnlyList<TestSet> Decontaminate { get; init; } = [];

    /// <summary>Makes a filter that looks at the answers of one method in the order of their prompts.</summary>
    /// <returns>What gives the name of the filter that an answer does not pass; null for one that stays.</returns>
    public Func<SynthRow, SynthAnswer, string?> Create()
    {
        var filters = Create([.. Decontaminate.Select(set => new DecontaminationIndex(set))]);
        return (row, answer) => filters.FirstOrDefault(filter => filter.Reject(row, answer) is not null)?.Name;
    }

    internal IReadOnlyList<IAnswerFilter> Create(IReadOnlyList<DecontaminationIndex> indexes)
    {
        List<IAnswerFilter> filters = [new TranslationFilter(), new EmptyFilter()];
        if (Refusal)
            filters.Add(new RefusalFilter());
        if (Truncation)
            filters.Add(new TruncationFilter());
        if (MinCharacters is not null || MaxCharacters is not null)
            filters.Add(new LengthFilter(MinCharacters ?? 0, MaxCharacters ?? int.MaxValue));
        if (MaxRepetition is { } repetition)
            filters.Add(new RepetitionFilter(repetition));
        if (Language)
            filters.Add(new LanguageFilter());
        if (MaxFallback is { } fallback)
            filters.Add(new FallbackFilter(fallback));
        if (Degraded)
            filters.Add(new DegradedFilter());
        if (MinScore is { } score)
            filters.Add(new ScoreFilter(score));
        if (MinAgreement is { } agreement)
            filters.Add(new AgreementFilter(agreement));
        filters.AddRange(indexes.Select(index => new DecontaminationFilter(index)));
        if (ExactDuplicates)
            filters.Add(new ExactDuplicateFilter());
        if (NearDuplicates is { } similarity)
            filters.Add(new NearDuplicateFilter(similarity));
        return filters;
    }
}
