using System.Collections.Frozen;

namespace FusionOfN;

/// <summary>Reads a formula in LaTeX, or in plain characters, into tokens, with one spelling for what means the same.</summary>
internal static class LatexTokens
{
    /// <summary>Starts a token that is words and not mathematics: what stands in <c>\text{…}</c>.</summary>
    public const char Words = '"';

    public const string And = "\"and";

    public const string Or = "\"or";

    private static readonly FrozenSet<string> WordCommands = new[]
    {
        @"\text", @"\textbf", @"\textit", @"\textrm", @"\textsf", @"\texttt", @"\mathrm", @"\mathbf", @"\mathit", @"\mathsf", @"\mathtt", @"\mbox", @"\hbox", @"\operatorname", @"\boldsymbol", @"\bm",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What is not seen, or only how large something is.</summary>
    private static readonly FrozenSet<string> Unseen = new[]
    {
        @"\,", @"\!", @"\;", @"\:", @"\ ", @"\>", @"\quad", @"\qquad", @"\left", @"\right", @"\big", @"\Big", @"\bigg", @"\Bigg", @"\bigl", @"\bigr", @"\Bigl", @"\Bigr", @"\displaystyle",
        @"\textstyle", @"\limits", @"\(", @"\)", @"\[", @"\]", "$", "~", @"\$", "%", @"\%", @"\degree", "°", "€", "£", "¥", "₹", "\u200b", @"\phantom",
        @"\bf", @"\rm", @"\it", @"\sf", @"\large", @"\Large", @"\LARGE", @"\huge", @"\Huge", @"\small", @"\normalsize", @"\underline", @"\nolimits", @"\thinspace", @"\enspace",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What takes an argument that says how something looks and not what it is.</summary>
    private static readonly FrozenSet<string> Looks = new[] { @"\hspace", @"\vspace", @"\color", @"\textcolor", @"\phantom", @"\hphantom", @"\vphantom" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Units of one letter and some of two, where a power or a quotient shows that they are units: "m/s^2".</summary>
    private static readonly FrozenSet<string> ShortUnits =
        new[] { "m", "s", "g", "h", "L", "l", "N", "J", "W", "V", "A", "K", "cm", "mm", "km", "ft", "in", "kg", "mi", "yd", "mol", "unit", "units", "inches", "feet", "meters" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Same = new (string Spelling, string One)[]
    {
        (@"\dfrac", @"\frac"), (@"\tfrac", @"\frac"), (@"\cfrac", @"\frac"), (@"\cdot", "*"), (@"\times", "*"), ("×", "*"), ("·", "*"), ("⋅", "*"), (@"\ast", "*"),
        (@"\div", "/"), ("÷", "/"), ("⁄", "/"), ("∕", "/"), ("−", "-"), ("–", "-"), ("－", "-"), ("＋", "+"), ("＝", "="), ("（", "("), ("）", ")"), ("，", ","),
        ("、", ","), (@"\lparen", "("), (@"\rparen", ")"), (@"\lbrack", "["), (@"\rbrack", "]"), (@"\lbrace", @"\{"), (@"\rbrace", @"\}"), ("π", @"\pi"),
        ("∞", @"\infty"), ("√", @"\sqrt"), ("≤", @"\le"), (@"\leq", @"\le"), (@"\leqslant", @"\le"), ("≥", @"\ge"), (@"\geq", @"\ge"), (@"\geqslant", @"\ge"),
        ("≠", @"\ne"), (@"\neq", @"\ne"), (@"\lt", "<"), (@"\gt", ">"), ("±", @"\pm"), ("∪", @"\cup"), ("∩", @"\cap"), ("∈", @"\in"), ("∅", @"\emptyset"),
        (@"\varnothing", @"\emptyset"), (@"\colon", ":"), ("θ", @"\theta"), ("α", @"\alpha"), ("β", @"\beta"), (@"\dots", @"\ldots"), ("…", @"\ldots"),
        (@"\land", @"\wedge"), (@"\lor", @"\vee"), (@"\mid", "|"), (@"\vert", "|"), (@"\lvert", "|"), (@"\rvert", "|"), (@"\approx", "="), ("≈", "="),
        (@"\to", @"\rightarrow"), (@"\dbinom", @"\binom"), (@"\tbinom", @"\binom"),
    }.ToFrozenDictionary(pair => pair.Spelling, pair => pair.One, StringComparer.Ordinal);

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The tokens: commands, digits in ASCII, single characters, and words. Spaces stay, as one token each.</summary>
    public static List<string> Read(string text)
    {
        List<string> tokens = [];
        for (var i = 0; i < text.Length;)
        {
            var (token, length) = Next(text, i);
            i += length;
            if (WordCommands.Contains(token) && Group(text, i) is { } group)
            {
                AddWords(tokens, group.Content);
                i = group.End;
            }
            else if (Looks.Contains(token) && Group(text, i) is { } look)
            {
                i = look.End;
            }
            else if (token is @"\begin" or @"\end" && Group(text, i) is { Content: "bmatrix" } matrix)
            {
                // Square and round brackets around a matrix are a matter of taste; bars make a determinant of it.
                tokens.AddRange([token, "{", .. "pmatrix".Select(letter => letter.ToString()), "}"]);
                i = matrix.End;
            }
            else if (token.Length == 1 && VulgarFractions.Of(token[0]) is { } vulgar)
            {
                tokens.AddRange([@"\frac", "{", .. Read($"{vulgar.Top}"), "}", "{", .. Read($"{vulgar.Bottom}"), "}"]);
            }
            else if (Superscripts.IndexOf(token, StringComparison.Ordinal) is >= 0 and var power && token.Length == 1)
            {
                tokens.AddRange(["^", power.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            }
            else if (token == "^" && Degree(text, i) is > 0 and var degree)
            {
                i = degree;
            }
            else if (!Unseen.Contains(token))
            {
                tokens.Add(Same.GetValueOrDefault(token, token));
            }
            else if (token is not (@"\left" or @"\right" or @"\!"))
            {
                tokens.Add(" ");
            }
        }

        return tokens;
    }

    private static (string Token, int Length) Next(string text, int index)
    {
        if (char.IsWhiteSpace(text[index]))
            return (" ", 1);
        if (text[index] == '\\' && index + 1 < text.Length)
        {
            var end = index + 1;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
            end = Math.Max(end, index + 2);
            return (text[index..end], end - index);
        }

        var (digit, length) = Digits.At(text, index);
        return digit >= 0 ? (((char)('0' + digit)).ToString(), length)
            : char.IsHighSurrogate(text[index]) && index + 1 < text.Length ? (text.Substring(index, 2), 2)
            : (text[index].ToString(), 1);
    }

    // Words in a formula; what looks like mathematics all the same is read as such: \text{5}, \mathrm{(B)}.
    private static void AddWords(List<string> tokens, string content)
    {
        var words = content.Trim().Replace(@"\$", "$", StringComparison.Ordinal);
        if (words.Length == 1 && ShortUnits.Contains(words) && tokens.FindLast(token => token != " ") is [>= '0' and <= '9'])
            tokens.Add(Words + words);
        else if ((words.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && !IsUnit(words)) || words.AsSpan().Trim("()[].").Length <= 1)
        {
            tokens.Add(" ");
            tokens.AddRange(Read(words));
            tokens.Add(" ");
        }
        else if (words.Length > 0)
        {
            tokens.Add(Words + CanonicalText.CollapseWhitespace(words.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)));
        }
    }

    // "m/s^2": a unit, then powers and quotients.
    private static bool IsUnit(string words)
    {
        var end = words.AsSpan().IndexOfAny("^/");
        return end > 0 && ShortUnits.Contains(words[..end].TrimEnd()) && !words.AsSpan(end).ContainsAny("+=(");
    }

    private static (string Content, int End)? Group(string text, int index)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]))
            index++;
        if (index == text.Length || text[index] != '{')
            return null;
        var depth = 0;
        for (var i = index; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return (text[(index + 1)..i], i + 1);
        }

        return null;
    }

    // Behind "^": the end of \circ, {\circ}, or 0 when it is no degree.
    private static int Degree(string text, int index)
    {
        foreach (var sign in (ReadOnlySpan<string>)[@"\circ", @"{\circ}", "∘", "{∘}"])
        {
            if (string.CompareOrdinal(text, index, sign, 0, sign.Length) == 0)
                return index + sign.Length;
        }

        return 0;
    }
}
