using System.Buffers;
using System.Collections.Frozen;

namespace FusionOfN;

/// <summary>The control tokens of chat formats: what a server's tokenizer takes for the border of a turn, of a tool call or of the text itself.</summary>
/// <remarks>Names as the published tokenizers and chat templates have them, in small letters and without trailing digits.</remarks>
internal static class ControlTokens
{
    private const int LongestName = 40;

    /// <summary>In angle brackets, opening or closing.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Angle = Names(
        // Llama 2, Mistral and most of their kind; Gemma; T5; BERT; Command R.
        "s", "sys", "bos", "eos", "pad", "unk", "mask", "cls", "sep", "bos_token", "eos_token", "pad_token", "unk_token", "mask_token", "cls_token", "sep_token",
        "eop_token", "endoftext", "unused", "extra_id_", "special_", "reserved_", "tokens_unused_", "ctrl",
        // GLM, InternLM, LLaVA, Ling, Seed.
        "sop", "eop", "eod", "eot", "eom", "eoh", "eoa", "eosys", "im_start", "im_end", "role", "gmask", "smask",
        // TeleChat.
        "_user", "_bot", "_system", "_start", "_end", "reserved_token_",
        // Thinking and tools: Qwen, Hermes, GLM, MiniMax.
        "think", "tool_call", "tool_calls", "tool_response", "tool_responses", "tool_result", "tool_results", "function_call", "function_calls", "arg_key", "arg_value",
        // Places for pictures and sound.
        "image", "image_placeholder", "image_soft_token", "audio_soft_token", "img_context", "im_patch",
        // Code models.
        "suf", "mid", "fim_prefix", "fim_middle", "fim_suffix", "fim_pad", "file_sep", "repo_name", "reponame", "gh_stars", "empty_output",
        "issue_start", "issue_comment", "issue_closed", "commit_before", "commit_msg", "commit_after", "jupyter_start", "jupyter_text", "jupyter_code", "jupyter_output");

    private static readonly string[] AnglePrefixes = ["start_of_", "begin_of_", "beginning_of_", "end_of_", "longcat_"];

    /// <summary>In square brackets, opening or closing: Llama 2, Mistral, GLM.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Square = Names(
        "inst", "system_prompt", "available_tools", "tool_calls", "tool_results", "tool_content", "call_id", "model_settings", "img_break", "img_end", "begin_audio",
        "gmask", "smask", "control_", "unused");

    /// <summary>In square brackets as well, but in small letters a word like any other: "usage: tool [args]".</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SquareCapitals = Names(
        "args", "think", "img", "prefix", "middle", "suffix", "audio", "transcribe", "mask", "cls", "sep", "pad", "unk", "bos", "eos", "eot");

    /// <summary>Between bars in square brackets: EXAONE. Some languages write arrays so, hence no other names.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SquareBars = Names("system", "user", "assistant", "tool", "endofturn");

    private static readonly SearchValues<char> NotBetweenBars = SearchValues.Create(" \t\n<>|·");

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Whether a folded text starts with a control token.</summary>
    /// <param name="text">A folded text that starts with an opening angle or square bracket.</param>
    /// <param name="length">The token's length.</param>
    /// <param name="isCapitals">Whether it is one only when written in capitals.</param>
    public static bool StartsWith(ReadOnlySpan<char> text, out int length, out bool isCapitals)
    {
        isCapitals = false;
        var isAngle = text[0] == '<';
        length = text[..Math.Min(text.Length, LongestName + 4)].IndexOf(isAngle ? '>' : ']') + 1;
        if (length < 3)
            return false;

        var inner = text[1..(length - 1)];
        if (inner[0] == '|' || inner[^1] == '|')
            return isAngle ? IsBarred(inner) : SquareBars.Contains(inner.Trim('|'));

        inner = inner.Trim().Trim('/');
        Span<char> name = stackalloc char[inner.Length];
        inner.Replace(name, '-', '_');
        name = name.TrimEnd("0123456789");
        if (isAngle)
            return IsAngleName(name);
        isCapitals = SquareCapitals.Contains(name);
        return isCapitals || Square.Contains(name);
    }

    // <|im_end|> and its like, whatever the name; <|turn> and <turn|> only around a plain one.
    private static bool IsBarred(ReadOnlySpan<char> inner)
    {
        var name = inner.Trim('|');
        return inner[0] == '|' && inner[^1] == '|'
            ? name.Length > 0 && inner.Length == name.Length + 2 && !name.ContainsAny(NotBetweenBars)
            : name.Length > 1 && inner.Length == name.Length + 1 && !name.ContainsAnyExcept(NameLetters);
    }

    private static bool IsAngleName(ReadOnlySpan<char> name)
    {
        // Some put a name of their own before it: <seed:bos>.
        if (name.IndexOf(':') is >= 0 and var colon && !name[..colon].ContainsAnyExcept(NameLetters))
            name = name[(colon + 1)..];
        if (Angle.Contains(name))
            return true;
        foreach (var prefix in AnglePrefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix) && !name.ContainsAnyExcept(NameLetters))
                return true;
        }

        return false;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(params string[] names) =>
        names.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
