using System.Buffers;
using System.Collections.Immutable;

namespace FusionOfN;

/// <summary>A pair of marks between which models write what they think before they answer.</summary>
/// <param name="Open">What begins it.</param>
/// <param name="Close">What ends it.</param>
/// <param name="Senders">Who writes it.</param>
internal sealed record ReasoningMark(string Open, string Close, string Senders)
{
    /// <summary>The marks in use.</summary>
    /// <remarks>Sources: the chat templates and model cards of the models named. docs/wire.md shows the same table.</remarks>
    public static ImmutableArray<ReasoningMark> All { get; } =
    [
        new("<think>", "</think>", "DeepSeek, Qwen, GLM, MiniMax, Phi reasoning, Nemotron, Hunyuan and most others"),
        new("<thinking>", "</thinking>", "prompts for Claude, models tuned on their answers"),
        new("<thought>", "</thought>", "EXAONE Deep, Gemini behind the OpenAI interface"),
        new("<reasoning>", "</reasoning>", "models tuned by reward on this form"),
        new("<analysis>", "</analysis>", "prompts that ask for it, models tuned on their answers"),
        new("<scratchpad>", "</scratchpad>", "prompts that ask for it, models tuned on their answers"),
        new("<longcat_think>", "</longcat_think>", "LongCat"),
        new("<mm:think>", "</mm:think>", "MiniMax-M3"),
        new("<seed:think>", "</seed:think>", "Seed-OSS"),
        new("[THINK]", "[/THINK]", "Magistral"),
        new("◁think▷", "◁/think▷", "Kimi-VL"),
        new("<|START_THINKING|>", "<|END_THINKING|>", "Command A Reasoning"),
        new("<|channel>thought", "<channel|>", "Gemma 4"),
        new("<|begin_of_thought|>", "<|end_of_thought|>", "Sky-T1, OpenThinker"),
        new("<|inner_prefix|>", "<|inner_suffix|>", "Apertus"),
        new("<|channel|>analysis<|message|>", "<|end|>", "gpt-oss (harmony)"),
        new("<|channel|>commentary<|message|>", "<|end|>", "gpt-oss (harmony)"),
    ];

    /// <summary>Marks around an answer that stand there because of the reasoning before it. They belong to no answer.</summary>
    public static ImmutableArray<string> AroundAnswers { get; } =
    [
        "<|start|>assistant", "<|channel|>final<|message|>", "<|return|>", "<|end|>",
        "<|START_RESPONSE|>", "<|END_RESPONSE|>", "<|begin_of_solution|>", "<|end_of_solution|>",
    ];

    /// <summary>Characters that a tag may hold beside its name: <c>&lt;think type="deep"&gt;</c>.</summary>
    private const int MaxAttributes = 100;

    private static readonly SearchValues<char> Beginnings =
        SearchValues.Create([.. All.SelectMany(mark => (string[])[mark.Open, mark.Close]).Concat(AroundAnswers).Select(mark => mark[0]).Distinct()]);

    // Models vary the capitals, the spaces and the attributes of a tag; control tokens and what looks like a link in Markdown are exact.
    private bool IsTag { get; } = Open[0] == '<' && !Open.StartsWith("<|", StringComparison.Ordinal);

    /// <summary>Whether it is made of control tokens, which no answer holds and which therefore count wherever they stand.</summary>
    public bool IsControl { get; } = Open.StartsWith("<|", StringComparison.Ordinal);

    private bool IsChannel => Open.StartsWith("<|channel|>", StringComparison.Ordinal);

    /// <summary>The next place where some mark may begin; −1 when there is none, as in most texts.</summary>
    public static int IndexOfBegin(ReadOnlySpan<char> text) => text.IndexOfAny(Beginnings);

    /// <summary>Whether some mark may begin with a character.</summary>
    public static bool IsBegin(char value) => Beginnings.Contains(value);

    /// <summary>The length of the opening mark that a text begins with; 0 when it begins with none, null when it is too short to say.</summary>
    public int? Opens(ReadOnlySpan<char> text) => Begins(text, Open);

    /// <summary>The next closing mark; an answer's own channel ends the one before it, too. −1 when there is none.</summary>
    public (int At, int Length) FindClose(ReadOnlySpan<char> text)
    {
        var close = Find(text, Close);
        if (!IsChannel)
            return close;

        var next = text.IndexOf("<|channel|>", StringComparison.Ordinal);
        return next >= 0 && (close.At < 0 || next < close.At) ? (next, 0) : close;
    }

    /// <summary>Where the last closing tag of any pair stands and ends that has a text behind it; null when there is none.</summary>
    public static (int At, int End)? FindOtherClose(string block)
    {
        (int At, int End)? last = null;
        foreach (var mark in All)
        {
            for (var from = 0; mark.IsTag && mark.Find(block.AsSpan(from), mark.Close) is ( >= 0 and var at, var length); from += at + length)
            {
                if (from + at > (last?.At ?? -1) && !block.AsSpan(from + at + length).IsWhiteSpace() && !ReasoningText.IsTalkedAbout(block, from + at, from + at + length))
                    last = (from + at, from + at + length);
            }
        }

        return last;
    }

    /// <summary>The next opening mark of the same pair; −1 when there is none.</summary>
    public (int At, int Length) FindOpen(ReadOnlySpan<char> text) => IsChannel ? (-1, 0) : Find(text, Open);

    /// <summary>The length of the longest end of a text that may be the beginning of one of the marks.</summary>
    public int HeldBack(ReadOnlySpan<char> text)
    {
        for (var length = Math.Min(Math.Max(Close.Length, Open.Length) + (IsTag ? MaxAttributes : 0), text.Length); length > 0; length--)
        {
            var end = text[^length..];
            if (!IsBegin(end[0]))
                continue;
            if (Begins(end, Close) is null || Begins(end, Open) is null || (IsChannel && "<|channel|>".AsSpan().StartsWith(end, StringComparison.Ordinal)))
                return length;
        }

        return 0;
    }

    private (int At, int Length) Find(ReadOnlySpan<char> text, string mark)
    {
        if (!IsTag)
            return (text.IndexOf(mark, StringComparison.Ordinal), mark.Length);
        for (var from = 0; text[from..].IndexOf(mark[0]) is >= 0 and var at; from += at + 1)
        {
            if (Begins(text[(from + at)..], mark) is > 0 and var length)
                return (from + at, length);
        }

        return (-1, 0);
    }

    private int? Begins(ReadOnlySpan<char> text, string mark)
    {
        if (!IsTag)
            return text.Length >= mark.Length ? text.StartsWith(mark, StringComparison.Ordinal) ? mark.Length : 0 : mark.AsSpan().StartsWith(text, StringComparison.Ordinal) ? null : 0;
        var name = mark.AsSpan()[..^1];
        if (text.Length <= name.Length)
            return name.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? null : 0;
        if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            return 0;

        // Behind the name: its end, or a space and attributes up to it, on the same line.
        var rest = text[name.Length..];
        if (rest[0] == '>')
            return mark.Length;
        if (rest[0] is not (' ' or '\t'))
            return 0;
        var end = rest[..Math.Min(rest.Length, MaxAttributes)].IndexOfAny('>', '<', '\n');
        return end >= 0 ? rest[end] == '>' && rest[end - 1] != '/' ? name.Length + end + 1 : 0 : rest.Length < MaxAttributes ? null : 0;
    }
}
