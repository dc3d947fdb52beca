namespace FusionOfN;

/// <summary>Finds formulas inside a text: <c>$…$</c>, <c>\(…\)</c>, <c>\[…\]</c>, and a fraction or root that stands alone.</summary>
internal static class InlineMath
{
    private const int MaxLength = 200;

    private static readonly string[] Commands = [@"\frac", @"\dfrac", @"\tfrac", @"\cfrac", @"\sqrt", "√"];

    /// <summary>The formula that begins at a place: its content and where it ends; null when none does.</summary>
    public static (string Content, int End)? At(string text, int start)
    {
        if (start >= text.Length)
            return null;
        if (text[start] == '$')
            return Dollars(text, start);
        if (text[start] == '\\' && start + 1 < text.Length && text[start + 1] is '(' or '[')
            return Between(text, start, text[start + 1] == '(' ? @"\)" : @"\]");
        return text[start] is '\\' or '√' ? Command(text, start) : PlainRoot(text, start);
    }

    // "sqrt(16)", as it is typed.
    private static (string Content, int End)? PlainRoot(string text, int start)
    {
        const string Name = "sqrt(";
        if (text[start] != 's' || string.CompareOrdinal(text, start, Name, 0, Name.Length) != 0 || (start > 0 && char.IsLetter(text[start - 1])))
            return null;
        var end = text.IndexOf(')', start, Math.Min(MaxLength, text.Length - start));
        return end < 0 ? null : ($@"\sqrt{{{text[(start + Name.Length)..end]}}}", end + 1);
    }

    // A sum of money has a digit behind its sign and none before the next: the rule of Pandoc tells the two apart.
    private static (string Content, int End)? Dollars(string text, int start)
    {
        var width = start + 1 < text.Length && text[start + 1] == '$' ? 2 : 1;
        var from = start + width;
        if (from >= text.Length || (width == 1 && text[from] == ' '))
            return null;
        var end = text.IndexOf('$', from, Math.Min(MaxLength, text.Length - from));
        if (end < 0 || (width == 1 && (text[end - 1] == ' ' || (end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))))
            return null;
        var content = text[from..end];
        return IsMath(content) ? (content, Math.Min(text.Length, end + width)) : null;
    }

    private static bool IsMath(string content)
    {
        if (content.Contains('\n') || content.Contains("<<", StringComparison.Ordinal))
            return false;
        for (var (i, letters) = (0, 0); i < content.Length; i++)
        {
            if (content[i] == '\\')
                return true;
            letters = char.IsLetter(content[i]) ? letters + 1 : 0;
            if (letters > 2)
                return false;
        }

        return true;
    }

    private static (string Content, int End)? Between(string text, int start, string closing)
    {
        var end = text.IndexOf(closing, start + 2, Math.Min(MaxLength, text.Length - start - 2), StringComparison.Ordinal);
        return end < 0 ? null : (text[(start + 2)..end], end + closing.Length);
    }

    private static (string Content, int End)? Command(string text, int start)
    {
        foreach (var command in Commands)
        {
            var end = start + command.Length;
            if (string.CompareOrdinal(text, start, command, 0, command.Length) != 0 || (end < text.Length && char.IsAsciiLetter(text[end]) && command.Length > 1))
                continue;
            if (command == "√" && end < text.Length && char.IsAsciiDigit(text[end]))
            {
                // Over plain characters no bar says how far the root goes: it goes over the whole number.
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                    end++;
                return ($@"\sqrt{{{text[(start + 1)..end]}}}", end);
            }

            for (var arguments = command.Contains("frac", StringComparison.Ordinal) ? 2 : 1; arguments > 0; arguments--)
                end = EndOfArgument(text, end);
            return (text[start..end], end);
        }

        return null;
    }

    private static int EndOfArgument(string text, int start)
    {
        while (start < text.Length && text[start] == ' ')
            start++;
        if (start == text.Length || text[start] != '{')
            return Math.Min(text.Length, start + 1);
        var depth = 0;
        for (var i = start; i < text.Length && i < start + MaxLength; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return i + 1;
        }

        return start + 1;
    }
}
