namespace FusionOfN;

/// <summary>A pair of marks between which models write what they think before they answer.</summary>
/// <param name="Open">What begins it.</param>
/// <param name="Close">What ends it.</param>
/// <param name="Senders">Who writes it.</param>
internal sealed record ReasoningMark(string Open, string Close, string Senders)
{
    /// <summary>The marks in use.</summary>
    /// <remarks>Sources: the chat templates and model cards of the models named. docs/wire.md shows the same table.</remarks>
    public static IReadOnlyList<ReasoningMark> All { get; } =
    [
        new("<think>", "</think>", "DeepSeek, Qwen, GLM, MiniMax, Phi reasoning, Nemotron, Hunyuan and most others"),
        new("<thinking>", "</thinking>", "prompts for Claude, models tuned on their answers"),
        new("<thought>", "</thought>", "EXAONE Deep, Gemini behind the OpenAI interface"),
        new("<reasoning>", "</reasoning>", "models tuned by reward on this form"),
        new("<seed:think>", "</seed:think>", "Seed-OSS"),
        new("[THINK]", "[/THINK]", "Magistral"),
        new("◁think▷", "◁/think▷", "Kimi-VL"),
        new("<|START_THINKING|>", "<|END_THINKING|>", "Command A Reasoning"),
        new("<|begin_of_thought|>", "<|end_of_thought|>", "Sky-T1, OpenThinker"),
        new("<|inner_prefix|>", "<|inner_suffix|>", "Apertus"),
        new("<|channel|>analysis<|message|>", "<|end|>", "gpt-oss (harmony)"),
        new("<|channel|>commentary<|message|>", "<|end|>", "gpt-oss (harmony)"),
    ];

    /// <summary>Marks around an answer that stand there because of the reasoning before it. They belong to no answer.</summary>
    public static IReadOnlyList<string> AroundAnswers { get; } =
    [
        "<|start|>assistant", "<|channel|>final<|message|>", "<|return|>", "<|end|>",
        "<|START_RESPONSE|>", "<|END_RESPONSE|>", "<|begin_of_solution|>", "<|end_of_solution|>",
    ];

    // Models vary the capitals of a tag; control tokens and what looks like a link in Markdown are exact.
    private StringComparison Comparison { get; } =
        Open[0] == '<' && !Open.StartsWith("<|", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether it is made of control tokens, which no answer holds and which therefore count wherever they stand.</summary>
    public bool IsControl { get; } = Open.StartsWith("<|", StringComparison.Ordinal);

    private bool IsChannel => Open.StartsWith("<|channel|>", StringComparison.Ordinal);

    /// <summary>Whether a text begins with the opening mark; null when it is too short to say.</summary>
    public bool? Opens(ReadOnlySpan<char> text) => Begins(text, Open);

    /// <summary>The next closing mark; an answer's own channel ends the one before it, too.</summary>
    public (int At, int Length) FindClose(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(Close, Comparison);
        if (!IsChannel)
            return (at, Close.Length);

        var next = text.IndexOf("<|channel|>", StringComparison.Ordinal);
        return next >= 0 && (at < 0 || next < at) ? (next, 0) : (at, Close.Length);
    }

    /// <summary>The next opening mark of the same pair; −1 when there is none.</summary>
    public int FindOpen(ReadOnlySpan<char> text) => IsChannel ? -1 : text.IndexOf(Open, Comparison);

    /// <summary>The length of the longest end of a text that may be the beginning of one of the marks.</summary>
    public int HeldBack(ReadOnlySpan<char> text)
    {
        for (var length = Math.Min(Math.Max(Close.Length, Open.Length) - 1, text.Length); length > 0; length--)
        {
            var end = text[^length..];
            if (Begins(end, Close) is null || Begins(end, Open) is null || (IsChannel && Begins(end, "<|channel|>") is null))
                return length;
        }

        return 0;
    }

    private bool? Begins(ReadOnlySpan<char> text, string mark) => text.Length >= mark.Length
        ? text.StartsWith(mark, Comparison)
        : mark.AsSpan().StartsWith(text, Comparison) ? null : false;
}
