namespace FusionOfN.Lab;

/// <summary>Multi-part questions about real countries: three to five of six aspects, one sentence each.</summary>
/// <remarks>Only countries with one capital, one official language and one continent are in the tables, so that every answer is right or wrong.</remarks>
internal sealed class FactsGenerator : LabGenerator
{
    private const int FewestAspects = 3;
    private const int MostAspects = 5;

    /// <inheritdoc/>
    public override LabTask Task => LabTask.Facts;

    /// <inheritdoc/>
    public override IReadOnlyList<string> KnowledgeKeys { get; } =
        [.. FactTables.Countries.Keys.SelectMany(country => FactTables.Aspects.Select(aspect => Key(country, aspect)))];

    /// <inheritdoc/>
    public override bool IsNovel(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return FactTables.IsNovel(key["facts:".Length..key.IndexOf('/', StringComparison.Ordinal)]);
    }

    /// <inheritdoc/>
    public override LabItem Draw(Random random, LabDraw draw)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(draw);
        return Drawing.UntilInSplit(draw, () => Try(random, draw, FactTables.TrueKey));
    }

    /// <inheritdoc/>
    public override LabItem Scramble(Random random, LabDraw draw)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(draw);
        return Drawing.UntilInSplit(draw, () => Try(random, draw, (country, aspect) => Other(random, aspect, FactTables.TrueKey(country, aspect))));
    }

    /// <inheritdoc/>
    public override string Corrupt(Random random, LabItem item, double rate)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(item);
        FactContent content = (FactContent)item.Content!;
        string[] values = [.. content.Values.Select((value, i) => random.NextDouble() < rate ? Other(random, content.Aspects[i], value) : value)];
        return Answer(content.Aspects, values, item.AnswerLanguage);
    }

    /// <inheritdoc/>
    public override string Confuse(LabItem item, string holder, Func<string, bool> knows)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(knows);
        FactContent content = (FactContent)item.Content!;
        string[] values = [.. content.Values.Select((value, i) =>
        {
            string key = Key(content.Country, content.Aspects[i]);
            return knows(key) ? value : Other(new(HashedChance.Seed($"{holder}|{key}")), content.Aspects[i], value);
        })];
        return Answer(content.Aspects, values, item.AnswerLanguage);
    }

    /// <inheritdoc/>
    public override LabScore Score(LabItem item, string answer)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(answer);
        FactContent content = (FactContent)item.Content!;
        return Score(content.Aspects, [.. item.Parts.Select(part => part.Expected)], answer, item.AnswerLanguage);
    }

    /// <summary>Scores an answer against what is true, also where the item's own answer is not.</summary>
    internal static LabScore ScoreAgainstTruth(LabItem item, string answer)
    {
        FactContent content = (FactContent)item.Content!;
        string[] truth = [.. content.Aspects.Select(aspect =>
            FactTables.Value(aspect, FactTables.TrueKey(content.Country, aspect), item.AnswerLanguage))];
        return Score(content.Aspects, truth, answer, item.AnswerLanguage);
    }

    private static LabScore Score(IReadOnlyList<FactAspect> aspects, string[] expected, string answer, LabLanguage language)
    {
        ILookup<FactAspect, string> stated = FactText.Read(answer, language);
        int right = aspects.Where((aspect, i) => stated[aspect].Any() && stated[aspect].All(value => value == expected[i])).Count();
        return new((double)right / aspects.Count, right == aspects.Count);
    }

    private static string Key(string country, FactAspect aspect) => $"facts:{country}/{FactTables.Name(aspect)}";

    private static string Other(Random random, FactAspect aspect, string key) =>
        random.PickOther(FactTables.ValueKeys[(int)aspect], other => other == key);

    private static string Answer(IReadOnlyList<FactAspect> aspects, string[] values, LabLanguage language) => string.Join(
        language.Space, aspects.Select((aspect, i) => FactText.Sentence(aspect, FactTables.Value(aspect, values[i], language), language)));

    private static LabItem? Try(Random random, LabDraw draw, Func<string, FactAspect, string> valueOf)
    {
        string country = random.Pick(FactTables.Countries.Keys);
        bool isNovel = FactTables.IsNovel(country);
        if ((draw.Entities == LabEntities.Seen && isNovel) || (draw.Entities == LabEntities.Novel && !isNovel))
            return null;

        FactAspect[] aspects = [.. FactTables.Aspects.Where(aspect => draw.Knows?.Invoke(Key(country, aspect)) ?? true)];
        if (aspects.Length < FewestAspects)
            return null;
        random.Shuffle(aspects);
        aspects = aspects[..random.Next(FewestAspects, Math.Min(MostAspects, aspects.Length) + 1)];

        int phrasing = random.Next(FactText.Phrasings);
        LabLanguage language = draw.Language;
        string[] values = [.. aspects.Select(aspect => valueOf(country, aspect))];
        return new()
        {
            Task = LabTask.Facts,
            PromptLanguage = language,
            AnswerLanguage = language,
            Prompt = FactText.Prompt(country, aspects, phrasing, language),
            Gold = Answer(aspects, values, language),
            Parts = [.. aspects.Select((aspect, i) => new LabPart(Key(country, aspect), FactTables.Value(aspect, values[i], language)))],
            IsNovel = isNovel,
            ContentKey = $"facts/{country}/{string.Join('+', aspects.Order().Select(FactTables.Name))}/{phrasing}",
            Content = new FactContent(country, aspects, values),
        };
    }
}
