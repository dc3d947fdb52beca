using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Tells numbers that only name a thing from those that count something: "step 3", the "2." of a list, the "[4]" of a source.</summary>
internal static partial class NumberedThings
{
    /// <summary>How far before a number its word is looked for: "steps 1, 2 and 3".</summary>
    private const int MaxLabelLength = 60;

    /// <summary>Whether a word before a number says that the number is a name.</summary>
    public static bool IsLabelled(string text, int number)
    {
        var from = Math.Max(0, number - MaxLabelLength);
        return Label().IsMatch(text[from..number]);
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

    [GeneratedRegex(
        """
        (?: (?<! \p{L} ) (?: steps? | equations? | eqs? | theorems? | lemmas? | corollary | corollaries | propositions? | definitions? | axioms? | claims? | cases? | statements? | sections? | chapters? | pages? | figures? | figs?
              | tables? | appendix | footnotes? | notes? | rules? | hints? | references? | refs? | premises? | clauses? | paragraphs? | hypothesis | formulas? | inequality
              | Schritte? | Gleichung (?: en )? | Satz | Lemma | Fall | Seite | Abschnitt | Kapitel | Tabelle | Abbildung | pasos? | ecuación | teorema | caso | página | sección | capítulo | étapes? | équation | théorème | cas
              | chapitre | tableau | passos? | passaggio | equação | equazione | шаг [аеу]? | уравнени [еяю] | теорем [аеы] | случа [йя] | страниц [аеы] | hatua | bước | langkah | adım | krok ) [ ]? [.]? [ ]? (?: (?: no | nr | n[°º] ) [.]? [ ]? )?
          | (?: 步骤 | 步驟 | 方程 | 定理 | 引理 | 情况 | 第 | ステップ | 手順 | 단계 | ขั้นตอนที่ | ধাপ | चरण ) [ ]? )
        [\#(\[]? (?: [ ]? \d{1,4} [)\]]? [ ]? (?: , [ ]? (?: and | or )? | and | or | to | und | y | et | [-–&/] ) [ ]? [(\[]? )* $
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Label();

    [GeneratedRegex(@"\G[.)][*]{0,2}[ \t]+\S")]
    private static partial Regex Item();

    [GeneratedRegex(@"(?:[.!?。]|\d(?:[ ]\p{L}+)?)[ ]?$")]
    private static partial Regex BeforeSource();
}
