namespace FusionOfN.Lab;

/// <summary>The countries, what is true of them, and the words for it in every language.</summary>
internal static class FactTables
{
    // Held out from all supervised fusor and reward-model data: a third, from every continent with more than one country.
    private static readonly HashSet<string> NovelCountries =
        ["JP", "BR", "EG", "SE", "GR", "VN", "CO", "NG", "AT", "IR", "KH", "RO", "CR", "JO", "UZ", "IS"];

    private static readonly Dictionary<string, string[]> Truth =
        WordTable.ReadRows("Facts/facts.txt", 6).ToDictionary(row => row[0], row => new[] { row[0], row[1], row[2], row[3], row[4], row[5] });

    private static readonly WordTable Capitals = WordTable.Read("Facts/capitals.txt");
    private static readonly WordTable Currencies = WordTable.Read("Facts/currencies.txt");
    private static readonly WordTable Languages = WordTable.Read("Facts/languages.txt");
    private static readonly WordTable Continents = WordTable.Read("Facts/continents.txt");

    /// <summary>The names of the countries as they stand after "about".</summary>
    public static WordTable Countries { get; } = WordTable.Read("Facts/countries.txt");

    /// <summary>The sentences around the words.</summary>
    public static WordTable Phrases { get; } = WordTable.Read("Facts/phrases.txt");

    /// <summary>All aspects.</summary>
    public static IReadOnlyList<FactAspect> Aspects { get; } = Enum.GetValues<FactAspect>();

    /// <summary>The keys of all values of an aspect, each once.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> ValueKeys { get; } =
        [.. Aspects.Select(aspect => (IReadOnlyList<string>)[.. Countries.Keys.Select(country => TrueKey(country, aspect)).Distinct()])];

    /// <summary>Whether a country belongs to the novel hold-out.</summary>
    public static bool IsNovel(string country) => NovelCountries.Contains(country);

    /// <summary>The key of what is true.</summary>
    public static string TrueKey(string country, FactAspect aspect) => Truth[country][(int)aspect];

    /// <summary>A value in words.</summary>
    public static string Value(FactAspect aspect, string key, LabLanguage language) => aspect switch
    {
        FactAspect.Capital => Capitals[key, language],
        FactAspect.Currency => Currencies[key, language],
        FactAspect.Language => Languages[key, language],
        FactAspect.Continent => Continents[key, language],
        _ => key,
    };

    /// <summary>The name of an aspect in keys and tables.</summary>
    public static string Name(FactAspect aspect) => aspect switch
    {
        FactAspect.Capital => "capital",
        FactAspect.Currency => "currency",
        FactAspect.Language => "language",
        FactAspect.Continent => "continent",
        FactAspect.Domain => "domain",
        _ => "dial",
    };
}
