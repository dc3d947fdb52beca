namespace FusionOfN.Local;

/// <summary>One message of a conversation as a chat template sees it.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">What was said.</param>
internal readonly record struct PromptTurn(string Role, string Text)
{
    /// <summary>What the assistant thought before it said that; null when it is not known. Each family says for itself which earlier thoughts it wants to see.</summary>
    public string? Reasoning { get; init; }

    public const string System = "system";
    public const string User = "user";
    public const string Assistant = "assistant";

    /// <summary>For formats without a place for a system message: it is put before the first thing the user says.</summary>
    public static IReadOnlyList<PromptTurn> FoldSystem(IReadOnlyList<PromptTurn> turns, Func<string, string, string>? join = null)
    {
        var system = string.Join("\n\n", turns.Where(turn => turn.Role == System).Select(turn => turn.Text));
        List<PromptTurn> rest = [.. turns.Where(turn => turn.Role != System)];
        if (system.Length == 0)
            return rest;

        var first = rest.FindIndex(turn => turn.Role == User);
        var said = first < 0 ? "" : rest[first].Text;
        PromptTurn folded = new(User, join?.Invoke(system, said) ?? $"{system}\n\n{said}");
        if (first < 0)
            rest.Insert(0, folded);
        else
            rest[first] = folded;
        return rest;
    }
}
