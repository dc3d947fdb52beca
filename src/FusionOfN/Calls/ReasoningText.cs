namespace FusionOfN;

/// <summary>Separates what a model thought from what it answered in a whole reply, by the marks that models put around it.</summary>
public static class ReasoningText
{
    private const string BareAnalysis = "analysis";
    private const string BareFinal = "assistantfinal";

    /// <summary>Splits a reply.</summary>
    /// <param name="reply">The reply as the model wrote it, for example <c>&lt;think&gt;hm&lt;/think&gt;4</c>.</param>
    /// <returns>The answer, and the reasoning; null when there is none.</returns>
    public static (string Answer, string? Reasoning) Split(string reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ReasoningSplitter splitter = new();
        var first = splitter.Append(reply);
        var rest = splitter.Complete(cutOff: false, out var takenBack);
        var reasoning = first.Reasoning[..^takenBack] + rest.Reasoning;
        var text = first.Text + rest.Text;
        var (answer, thought) = SplitUnopened(text);
        reasoning += thought;
        return (answer, reasoning.Length == 0 ? null : reasoning);
    }

    /// <summary>Splits a text at a closing mark without an opening one: then the template had opened it, and what stands before was thought.</summary>
    internal static (string Answer, string Thought) SplitUnopened(string text)
    {
        var marks = ReasoningMark.IndexOfBegin(text) < 0 ? [] : ReasoningMark.All;
        foreach (var mark in marks)
        {
            if (mark.IsControl || mark.FindClose(text) is not ( >= 0 and var end, var length))
                continue;

            var (open, _) = mark.FindOpen(text);
            var behind = end + length;
            if ((open < 0 || open > end) && !IsTalkedAbout(text, end, behind))
                return (text[behind..].TrimStart(), text[..end].Trim());
        }

        // Harmony whose control tokens were dropped: "analysis…assistantfinal…".
        if (text.StartsWith(BareAnalysis, StringComparison.Ordinal) && text.IndexOf(BareFinal, StringComparison.Ordinal) is > 0 and var final)
            return (text[(final + BareFinal.Length)..].TrimStart(), text[BareAnalysis.Length..final].Trim());

        return (text, "");
    }

    // In code or in quotes the mark is a word of the answer.
    internal static bool IsTalkedAbout(string text, int start, int end) =>
        (start > 0 && text[start - 1] is '`' or '"' or '\'') || (end < text.Length && text[end] is '`' or '"' or '\'');
}
