using System.Globalization;
using System.Text;

namespace FusionOfN.Evaluation;

/// <summary>The tokenizer <c>intl</c>, that of mteval-v14.pl: punctuation and symbols of every script are set apart, but for punctuation between digits.</summary>
internal sealed class InternationalTokenizer : BleuTokenizer
{
    public override string Name => "intl";

    internal override ReadOnlySpan<char> Tokenize(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        List<Rune> runes = [];
        foreach (Rune rune in line.EnumerateRunes())
            runes.Add(rune);
        StringBuilder output = new(2 * line.Length);
        foreach (Rune rune in SplitAfter(SplitBefore(runes)))
        {
            bool isSymbol = IsSymbol(rune);
            output.Append(isSymbol ? " " : "").Append(rune).Append(isSymbol ? " " : "");
        }

        Span<char> written = buffer.Next(output.Length);
        output.CopyTo(0, written, output.Length);
        return buffer.Written(output.Length);
    }

    // Punctuation behind anything but a digit, each character used once.
    private static List<Rune> SplitBefore(List<Rune> runes)
    {
        List<Rune> split = new(2 * runes.Count);
        for (int i = 0; i < runes.Count; i++)
        {
            split.Add(runes[i]);
            if (IsNumber(runes[i]) || i + 1 == runes.Count || !IsPunctuation(runes[i + 1]))
                continue;
            split.AddRange([new(' '), runes[++i], new(' ')]);
        }

        return split;
    }

    // Punctuation before anything but a digit.
    private static List<Rune> SplitAfter(List<Rune> runes)
    {
        List<Rune> split = new(2 * runes.Count);
        for (int i = 0; i < runes.Count; i++)
        {
            if (IsPunctuation(runes[i]) && i + 1 < runes.Count && !IsNumber(runes[i + 1]))
                split.AddRange([new(' '), runes[i], new(' '), runes[++i]]);
            else
                split.Add(runes[i]);
        }

        return split;
    }

    private static bool IsNumber(Rune rune) => Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber;

    private static bool IsPunctuation(Rune rune) => Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    private static bool IsSymbol(Rune rune) => Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol;
}
