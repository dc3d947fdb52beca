using System.Text;

namespace FusionOfN;

/// <summary>Writes a formula in one form for all spellings that the graders of the field take as equal.</summary>
/// <remarks>
/// Spaces, sizes, units, degrees, currency and percent signs say nothing; <c>x = 5</c> is <c>5</c>; a number is written as <see cref="Rational"/> writes it,
/// however it is put: <c>\frac12</c>, <c>0.50</c>, <c>2^{-1}</c>. Of tuples, lists and intervals each part is, sets in order. Everything else keeps its
/// letters. Checked against the rules of the Hendrycks MATH normaliser, lm-eval's Minerva task and Math-Verify.
/// </remarks>
internal static class MathForm
{
    /// <summary>A formula longer than this is a text, and stays as it is.</summary>
    private const int MaxLength = 1_000;

    private const int MaxNameLength = 2;

    /// <summary>The form of a formula; null when nothing is left of it.</summary>
    public static string? Of(string text)
    {
        var form = text.Length > MaxLength ? CanonicalText.CollapseWhitespace(text) : Of(Trim(LatexTokens.Read(text)), isPart: false);
        return form.Length == 0 ? null : form;
    }

    /// <summary>The value of a formula, of its last side when it is an equation; null when it is no number.</summary>
    public static string? NumberOf(string text, char? decimalSeparator)
    {
        if (text.Length > MaxLength)
            return null;
        var tokens = Trim(LatexTokens.Read(text));
        return Formula.Value(tokens[(tokens.LastIndexOf("=") + 1)..], decimalSeparator)?.ToString();
    }

    private static string Of(List<string> tokens, bool isPart)
    {
        tokens = Trim(WithoutName(tokens));
        if (tokens.Count > 1 && tokens[0] == "+")
            tokens = Trim(tokens[1..]);
        if (tokens is [{ Length: 1 } choice, ")"] && char.IsLetter(choice[0]))
            return choice;
        if (Formula.Value(tokens) is { } value)
            return value.ToString();

        var isEnclosed = IsEnclosed(tokens);
        var inner = isEnclosed ? tokens[1..^1] : tokens;
        var parts = Split(inner);
        if (isEnclosed && parts.Count == 1 && tokens[0] == "(")
            return Of(inner, isPart: true) is { Length: 1 } letter && char.IsLetter(letter[0]) ? letter : isPart ? $"({Written(inner)})" : Of(inner, isPart: true);
        if (!isEnclosed && parts.Count == 1)
            return Written(tokens);

        List<string> forms = [.. parts.Select(part => Of(part, isPart: true))];
        if (isEnclosed && tokens[0] == @"\{")
            forms = [.. forms.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var list = string.Join(',', forms);
        return isEnclosed ? tokens[0] + list + tokens[^1] : list;
    }

    // "x = 5" and "f(x) = 5": the name says nothing that the answer does not.
    private static List<string> WithoutName(List<string> tokens)
    {
        var equals = tokens.IndexOf("=");
        if (equals <= 0 || tokens.LastIndexOf("=") != equals)
            return tokens;
        var name = tokens[..equals];
        name.RemoveAll(token => token == " ");
        if (IsEnclosed(name) && IsEnclosed(Trim(tokens[(equals + 1)..])) && AreNamesInOrder(name[1..^1]))
            return tokens[(equals + 1)..];
        var isName = name.Count <= MaxNameLength || (name.Count > MaxNameLength && name.Count <= MaxNameLength + 3 && name[1] == "_") || (name.Count == MaxNameLength + 2 && name[1] == "(");
        return isName && (char.IsLetter(name[0][^1]) || name[0].StartsWith('\\')) && Split(tokens).Count == 1 ? tokens[(equals + 1)..] : tokens;
    }

    // "(x, y) = (1, 2)" says what "(1, 2)" does, "(y, x) = (1, 2)" the contrary.
    private static bool AreNamesInOrder(List<string> names)
    {
        var last = "";
        for (var i = 0; i < names.Count; i++)
        {
            if (i % 2 == 1 ? names[i] != "," : names[i].Length != 1 || !char.IsLetter(names[i][0]) || string.CompareOrdinal(names[i], last) <= 0)
                return false;
            last = i % 2 == 1 ? last : names[i];
        }

        return names.Count % 2 == 1;
    }

    private static bool IsEnclosed(List<string> tokens)
    {
        if (tokens.Count < 2 || !(tokens[0] is "(" or "[" or @"\{") || !(tokens[^1] is ")" or "]" or @"\}"))
            return false;
        var depth = 0;
        for (var i = 0; i < tokens.Count - 1; i++)
        {
            depth += Nesting(tokens[i]);
            if (depth == 0)
                return false;
        }

        return true;
    }

    private static int Nesting(string token) => token is "(" or "[" or "{" or @"\{" or @"\begin" ? 1 : token is ")" or "]" or "}" or @"\}" or @"\end" ? -1 : 0;

    /// <summary>The parts between the commas that stand in no bracket, but for commas that group thousands.</summary>
    private static List<List<string>> Split(List<string> tokens)
    {
        List<List<string>> parts = [[]];
        var isSpaced = IsSpaced(tokens);
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += Nesting(tokens[i]);
            if (tokens[i] is "," or ";" && depth == 0 && !(isSpaced && IsThousands(tokens, i)))
                parts.Add([]);
            else if (depth == 0 && tokens[i] is LatexTokens.And or LatexTokens.Or)
                parts.Add([]);
            else
                parts[^1].Add(tokens[i]);
        }

        parts = [.. parts.Select(Trim)];
        if (parts.Count > 1)
            parts.RemoveAll(part => part.Count == 0);
        return parts;
    }

    // In "1,000, 2,000" only the commas with a space part the list.
    private static bool IsSpaced(List<string> tokens) => tokens.Zip(tokens.Skip(1)).Any(pair => pair is (",", " "));

    private static bool IsThousands(List<string> tokens, int comma)
    {
        bool IsDigit(int index) => index >= 0 && index < tokens.Count && char.IsAsciiDigit(tokens[index][0]);
        return IsDigit(comma - 1) && IsDigit(comma + 1) && IsDigit(comma + 2) && IsDigit(comma + 3) && !IsDigit(comma + 4);
    }

    private static List<string> Trim(List<string> tokens)
    {
        var (start, end) = (0, tokens.Count);
        while (start < end && tokens[start] == " ")
            start++;
        while (end > start && tokens[end - 1] is " " or "." or ",")
            end--;
        return tokens[start..end];
    }

    /// <summary>A formula as it stands, without spaces, and with the braces that TeX wants: none around one digit of a power, some around what a command takes.</summary>
    private static string Written(List<string> tokens)
    {
        if (Quotient(tokens) is { } quotient)
            return quotient;

        StringBuilder text = new();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token == " ")
            {
                // Only between two words or two numbers a space says something.
                if (text.Length > 0 && i + 1 < tokens.Count && (char.IsAsciiDigit(text[^1]) ? char.IsAsciiDigit(tokens[i + 1][0]) && !(text.Length > 1 && text[^2] is '^' or '_') : IsLetters(tokens, i - 1) && IsLetters(tokens, i + 1)))
                    text.Append(' ');
            }
            else if (token is "^" or "_" && i + 3 < tokens.Count && tokens[i + 1] == "{" && tokens[i + 3] == "}")
            {
                text.Append(token).Append(tokens[i + 2]);
                i += 3;
            }
            else if (token is @"\frac" or @"\sqrt" or @"\binom" or @"\mathbb" or @"\mathcal")
            {
                text.Append(token);
                if (token == @"\sqrt" && Next(tokens, i) is > 0 and var index && tokens[index] == "[" && tokens.IndexOf("]", index) is > 0 and var indexEnd)
                {
                    text.Append('[').Append(Written(tokens[(index + 1)..indexEnd])).Append(']');
                    i = indexEnd;
                }

                for (var arguments = token is @"\frac" or @"\binom" ? 2 : 1; arguments > 0 && Next(tokens, i) is > 0 and var next; arguments--)
                {
                    var end = tokens[next] == "{" ? EndOfGroup(tokens, next) : next;
                    if (end < 0)
                        break;
                    text.Append('{').Append(end == next ? tokens[next] : Written(tokens[(next + 1)..end])).Append('}');
                    i = end;
                }
            }
            else if (token == "*" && text.Length > 0 && char.IsAsciiDigit(text[^1]) && Next(tokens, i) is > 0 and var factor && !char.IsAsciiDigit(tokens[factor][0]))
            {
                // "2*\pi" is "2\pi".
            }
            else
            {
                text.Append(token is [LatexTokens.Words, ..] ? (text.Length > 0 && char.IsLetter(text[^1]) ? " " : "") + token[1..] : token);
            }
        }

        return text.ToString().Trim().TrimEnd('.');
    }

    // "\pi/2" is "\frac{\pi}{2}", where nothing stands beside it.
    private static string? Quotient(List<string> tokens)
    {
        var (depth, bar) = (0, -1);
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += Nesting(tokens[i]);
            if (depth > 0 || tokens[i] == " ")
                continue;
            if (tokens[i] is "+" or "=" or "<" or ">" or ":" || (tokens[i] == "-" && i > 0) || (tokens[i] == "/" && bar >= 0))
                return null;
            bar = tokens[i] == "/" ? i : bar;
        }

        // "1/2x" is read in two ways, hence it is left as it stands; so is "a/b*c".
        return bar > 0 && bar < tokens.Count - 1 && IsOneFactor(Trim(tokens[(bar + 1)..])) ? $@"\frac{{{Of(tokens[..bar], isPart: false)}}}{{{Of(tokens[(bar + 1)..], isPart: false)}}}" : null;
    }

    private static bool IsOneFactor(List<string> tokens) =>
        tokens.Count == 1
        || tokens.TrueForAll(token => token is "." || char.IsAsciiDigit(token[0]))
        || IsEnclosed(tokens)
        || (tokens[0] == @"\sqrt" && (tokens.Count == 2 || (tokens[1] == "{" && EndOfGroup(tokens, 1) == tokens.Count - 1)))
        || (tokens.Count > 2 && tokens[1] == "^" && (tokens.Count == 3 || (tokens[2] == "{" && EndOfGroup(tokens, 2) == tokens.Count - 1)));

    private static int EndOfGroup(List<string> tokens, int start)
    {
        var depth = 0;
        for (var i = start; i < tokens.Count; i++)
        {
            depth += tokens[i] switch { "{" => 1, "}" => -1, _ => 0 };
            if (depth == 0)
                return i;
        }

        return -1;
    }

    private static int Next(List<string> tokens, int index)
    {
        do
            index++;
        while (index < tokens.Count && tokens[index] == " ");
        return index < tokens.Count ? index : -1;
    }

    // Whether two plain letters stand side by side here: a word and no product of names.
    private static bool IsLetters(List<string> tokens, int index) =>
        tokens[index] is [LatexTokens.Words, ..]
        || (char.IsLetter(tokens[index][0]) && ((index > 0 && char.IsLetter(tokens[index - 1][0])) || (index + 1 < tokens.Count && char.IsLetter(tokens[index + 1][0]))));
}
