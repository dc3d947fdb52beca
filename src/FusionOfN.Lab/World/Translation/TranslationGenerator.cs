namespace FusionOfN.Lab;

/// <summary>Translation of templated sentences between English and each of the other ten languages.</summary>
internal sealed class TranslationGenerator : LabGenerator
{
    /// <inheritdoc/>
    public override LabTask Task => LabTask.Translation;

    /// <inheritdoc/>
    public override IReadOnlyList<string> KnowledgeKeys { get; } = [.. Words.All.Select(word => word.Key)];

    private static HashSet<string> NovelKeys { get; } = [.. Words.All.Where(word => word.IsNovel).Select(word => word.Key)];

    /// <inheritdoc/>
    public override bool IsNovel(string key) => NovelKeys.Contains(key);

    /// <inheritdoc/>
    public override LabItem Draw(Random random, LabDraw draw)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(draw);
        SentenceMeaning meaning = MeaningSampler.Next(random, draw);
        return Item(random, draw.Language, meaning, meaning);
    }

    /// <inheritdoc/>
    public override LabItem Scramble(Random random, LabDraw draw)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(draw);
        SentenceMeaning asked = MeaningSampler.Next(random, draw);
        SentenceMeaning answered;
        do
        {
            answered = MeaningSampler.Next(random, draw with { Knows = null });
        }
        while (answered.Words.Intersect(asked.Words).Any());
        return Item(random, draw.Language, asked, answered);
    }

    /// <inheritdoc/>
    public override string Corrupt(Random random, LabItem item, double rate)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        TranslationContent content = Content(item);
        return content.Target.Render(MeaningCorruption.Corrupt(random, content.Answer, rate));
    }

    /// <inheritdoc/>
    public override string Confuse(LabItem item, string holder, Func<string, bool> knows)
    {
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(knows);
        TranslationContent content = Content(item);
        return content.Target.Render(MeaningConfusion.Confuse(content.Answer, holder, content.Target.Language, knows));
    }

    /// <inheritdoc/>
    /// <remarks>The value is chrF / 100; exact means equal but for the space around the answer.</remarks>
    public override LabScore Score(LabItem item, string answer)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(answer);
        string trimmed = answer.Trim();
        return new(ChrF.Default.Score(trimmed, item.Gold) / 100, string.Equals(trimmed, item.Gold, StringComparison.Ordinal));
    }

    private static LabItem Item(Random random, LabLanguage language, SentenceMeaning asked, SentenceMeaning answered)
    {
        LabLanguage other = language == LabLanguage.English ? LabLanguage.All[random.Next(1, LabLanguage.All.Count)] : language;
        bool intoEnglish = language == LabLanguage.English || random.Next(2) == 0;
        TranslationGrammar source = TranslationGrammar.For(intoEnglish ? other : LabLanguage.English);
        TranslationGrammar target = TranslationGrammar.For(intoEnglish ? LabLanguage.English : other);

        (string gold, IReadOnlyList<string> forms) = target.RenderWithForms(answered);
        return new()
        {
            Task = LabTask.Translation,
            PromptLanguage = source.Language,
            AnswerLanguage = target.Language,
            Prompt = source.Ask(source.Render(asked), target.Language),
            Gold = gold,
            Parts = [.. answered.Words.Zip(forms, (word, form) => new LabPart(word.Key, form))],
            IsNovel = asked.NovelWords >= MeaningSampler.NovelFrom,
            ContentKey = asked.ContentKey,
            Content = new TranslationContent(answered, target),
        };
    }

    private static TranslationContent Content(LabItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Content as TranslationContent
            ?? throw new ArgumentException("This is not an item that a translation generator made in this process.", nameof(item));
    }
}
