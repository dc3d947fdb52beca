namespace FusionOfN;

/// <summary>Finds what LaTeX texts put into a box.</summary>
internal static class BoxedText
{
    private static readonly string[] Commands = [@"\boxed", @"\fbox"];

    /// <summary>The content of the last closed <c>\boxed{…}</c> or <c>\fbox{…}</c>, braces balanced; null when there is none.</summary>
    public static string? FindLast(string text) => FindLast(text, out _);

    /// <inheritdoc cref="FindLast(string)" />
    public static string? FindLast(string text, out int position)
    {
        for (position = LastCommand(text, text.Length); position >= 0; position = LastCommand(text, position))
        {
            if (Content(text, position) is { } content)
                return content;
        }

        return null;
    }

    private static int LastCommand(string text, int before)
    {
        var last = -1;
        foreach (var command in Commands)
            last = Math.Max(last, before == 0 ? -1 : text.LastIndexOf(command, before - 1, StringComparison.Ordinal));
        return last;
    }

    private static string? Content(string text, int command)
    {
        var i = command + 1;
        while (i < text.Length && char.IsAsciiLetter(text[i]))
            i++;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        if (i == text.Length)
            return null;
        if (text[i] != '{')
        {
            // TeX takes the next token: "\boxed 5" boxes the 5.
            return char.IsLetterOrDigit(text[i]) ? text.Substring(i, 1) : null;
        }

        var depth = 0;
        for (var start = i + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return text[start..i];
        }

        return null;
    }
}
