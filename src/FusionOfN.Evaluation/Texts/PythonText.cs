namespace FusionOfN.Evaluation;

/// <summary>Trimming as Python does it, which has four more characters for whitespace than .NET.</summary>
internal static class PythonText
{
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        int end = text.Length;
        while (end > 0 && CodePoints.IsWhitespace(text[end - 1]))
            end--;
        return text[..end];
    }

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        text = TrimEnd(text);
        int start = 0;
        while (start < text.Length && CodePoints.IsWhitespace(text[start]))
            start++;
        return text[start..];
    }
}
