using System.Text.RegularExpressions;

namespace FusionOfN.Lab;

/// <summary>The forms in which the world asks: a prompt that has none of them is one that no model of the lab was trained to answer.</summary>
internal static class PromptForms
{
    private const string Anything = ".+";

    private static readonly Lazy<IReadOnlyList<Regex>> All = new(() => [.. LabLanguage.All.SelectMany(Of).Select(Compile)]);

    /// <summary>Whether a prompt has one of the forms.</summary>
    public static bool Fit(string prompt) => All.Value.Any(form => form.IsMatch(prompt.Trim()));

    private static IEnumerable<string> Of(LabLanguage language)
    {
        // Less than three things are never asked of a country: that, too, no model has learned to answer.
        string aspect = $"(?:{string.Join('|', FactTables.Aspects.Select(item => Regex.Escape(FactTables.Phrases[$"list.{FactTables.Name(item)}", language])))})";
        string aspects = $"{aspect}(?:{Regex.Escape(FactTables.Phrases["join", language])}{aspect})+{Regex.Escape(FactTables.Phrases["and", language])}{aspect}";
        string countries = $"(?:{string.Join('|', FactTables.Countries.Keys.Select(key => Regex.Escape(FactTables.Countries[key, language])))})";
        for (int phrasing = 1; phrasing <= FactText.Phrasings; phrasing++)
            yield return Fill(FactTables.Phrases[$"ask.{phrasing}", language], countries, aspects);

        foreach (string story in ReasoningText.Stories)
            yield return Fill(ReasoningText.Sentence($"{story}.start", language), @"\d+", Anything) + Anything + Fill(ReasoningText.Sentence($"{story}.ask", language), "", Anything);

        IEnumerable<LabLanguage> targets = language == LabLanguage.English ? LabLanguage.All : [LabLanguage.English];
        foreach (LabLanguage target in targets)
            yield return Fill(TranslationGrammar.For(language).Ask("{1}", target), "", Anything);
    }

    // {0} is the entity or the number, {1} what is asked of it; the Korean particle in braces has two forms.
    private static string Fill(string frame, string first, string second) => Regex.Escape(frame)
        .Replace(@"\{을}", "[을를]", StringComparison.Ordinal)
        .Replace(@"\{0}", first, StringComparison.Ordinal)
        .Replace(@"\{1}", second, StringComparison.Ordinal);

    private static Regex Compile(string form) => new($"^{form}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
