using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Tells numbers that only name a thing from those that count something: "step 3", the "2." of a list, the "[4]" of a source.</summary>
internal static partial class NumberedThings
{
    /// <summary>How far before a number its word is looked for: "steps 1, 2 and 3".</summary>
    private const int MaxLabelLength = 60;

    private const int MaxWordLength = 16;

    // Looked up from the number backwards, each number once: a text may hold very many.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "step", "steps", "equation", "equations", "eq", "eqs", "theorem", "theorems", "lemma", "lemmas", "corollary", "corollaries", "proposition", "propositions", "definition", "definitions", "axiom", "axioms",
        "claim", "claims", "case", "cases", "statement", "statements", "section", "sections", "chapter", "chapters", "page", "pages", "figure", "figures", "fig", "figs", "table", "tables", "appendix", "footnote",
        "footnotes", "note", "notes", "rule", "rules", "hint", "hints", "reference", "references", "ref", "refs", "premise", "premises", "clause", "clauses", "paragraph", "paragraphs", "hypothesis", "formula", "formulas", "inequality",
        "Schritt", "Schritte", "Gleichung", "Gleichungen", "Satz", "Fall", "Seite", "Abschnitt", "Kapitel", "Tabelle", "Abbildung", "paso", "pasos", "ecuación", "teorema", "caso", "página", "sección", "capítulo",
        "étape", "étapes", "équation", "théorème", "cas", "chapitre", "tableau", "passo", "passos", "passaggio", "equação", "equazione", "шаг", "шага", "шаге", "шагу", "уравнение", "уравнения", "уравнению",
        "теорема", "теореме", "теоремы", "случай", "случая", "страница", "странице", "страницы", "hatua", "bước", "langkah", "adım", "krok",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words of scripts that put nothing between them.</summary>
    private static readonly string[] UnspacedWords = ["步骤", "步驟", "方程", "定理", "引理", "情况", "第", "ステップ", "手順", "단계", "ขั้นตอนที่", "ধাপ", "चरण"];

    /// <summary>Whether a word before a number says that the number is a name.</summary>
    public static bool IsLabelled(string text, int number)
    {
        var before = text.AsSpan(Math.Max(0, number - MaxLabelLength)..number);
        var named = NamedBefore().EnumerateMatches(before);
        if (named.MoveNext())
            before = before[..named.Current.Index];
        foreach (var word in UnspacedWords)
        {
            if (before.EndsWith(word, StringComparison.Ordinal))
                return true;
        }

        var start = before.Length;
        while (start > 0 && char.IsLetter(before[start - 1]) && before.Length - start < MaxWordLength)
            start--;
        return Words.Contains(before[start..]);
    }

    /// <summary>Whether a number leads an item of a list, or stands in square brackets behind another number or a sentence, as a source does.</summary>
    public static bool IsListOrSource(string text, ReadNumber number) =>
        Item().IsMatch(text, number.End) && IsAtLineStart(text, number.Start)
        || (number.Start > 0 && text[number.Start - 1] == '[' && number.End < text.Length && text[number.End] == ']' && BeforeSource().IsMatch(text[Math.Max(0, number.Start - MaxLabelLength)..(number.Start - 1)]));

    private static bool IsAtLineStart(string text, int index)
    {
        while (index > 0 && text[index - 1] is ' ' or '\t' or '*' or '>')
            index--;
        return index == 0 || text[index - 1] == '\n';
    }

    // From the number backwards to its word: "steps 1, 2 and ", "Satz Nr. ", "equation (".
    [GeneratedRegex(
        """
        (?: [ ]? [.]? [ ]? (?: (?<! \p{L} ) (?: no | nr | n[°º] ) [.]? [ ]? )? )
        [\#(\[]? (?: [ ]? \d{1,4} [)\]]? [ ]? (?: , [ ]? (?: and | or )? | and | or | to | und | y | et | [-–&/] ) [ ]? [(\[]? )* \z
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.RightToLeft)]
    private static partial Regex NamedBefore();

    [GeneratedRegex(@"\G[.)][*]{0,2}[ \t]+\S")]
    private static partial Regex Item();

    [GeneratedRegex(@"(?:[.!?。]|\d(?:[ ]\p{L}+)?)[ ]?$")]
    private static partial Regex BeforeSource();
}
