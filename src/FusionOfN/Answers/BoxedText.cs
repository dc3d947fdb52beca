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
        // One pass: what is open, from the outside in, and for a box where its command stands.
        (position, var content) = (-1, default(Range));
        Stack<(int Box, int Brace)> open = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (Command(text, i) is { } argument)
            {
                if (argument.IsBraced)
                    open.Push((i, argument.Start));
                else if (i > position)
                    (position, content) = (i, argument.Start..(argument.Start + 1));
                i = argument.Start;
            }
            else if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '{')
            {
                open.Push((-1, i));
            }
            else if (text[i] == '}' && open.TryPop(out var closed) && closed.Box > position)
            {
                (position, content) = (closed.Box, (closed.Brace + 1)..i);
            }
        }

        return position < 0 ? null : text[content];
    }

    /// <summary>What a box that begins at a place takes: a group, or the next character as TeX has it, "\boxed 5".</summary>
    private static (int Start, bool IsBraced)? Command(string text, int index)
    {
        if (text[index] != '\\' || !Array.Exists(Commands, command => string.CompareOrdinal(text, index, command, 0, command.Length) == 0))
            return null;
        var i = index + 1;
        while (i < text.Length && char.IsAsciiLetter(text[i]))
            i++;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        return i < text.Length && (text[i] == '{' || char.IsLetterOrDigit(text[i])) ? (i, text[i] == '{') : null;
    }
}
