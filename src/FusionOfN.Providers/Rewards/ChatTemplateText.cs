namespace FusionOfN.Providers;

/// <summary>
/// Renders a conversation into the text a reward model was trained on. The text never starts with a begin-of-sequence token:
/// the server's tokenizer adds it, and a second one shifts every score.
/// </summary>
internal static class ChatTemplateText
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["chatml"] = "<|im_start|>{role}\n{content}<|im_end|>\n",
        ["llama-3"] = "<|start_header_id|>{role}<|end_header_id|>\n\n{content}<|eot_id|>",
        ["gemma"] = "<start_of_turn>{role}\n{content}<end_of_turn>\n",
        ["plain"] = "{role}: {content}\n\n",
    };

    private static readonly string[] BeginTokens = ["<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>", "[CLS]"];

    /// <summary>What is wrong with a template, or null.</summary>
    public static string? Problem(string template)
    {
        if (Known.ContainsKey(template))
            return null;
        if (!template.Contains("{content}", StringComparison.Ordinal))
            return "The template is neither a known name nor a text with {content}.";
        return BeginTokens.FirstOrDefault(token => template.StartsWith(token, StringComparison.Ordinal)) is { } begin
            ? $"The template starts with {begin}, which the server adds itself: there would be two."
            : null;
    }

    /// <summary>Renders a conversation with an answer as its last turn.</summary>
    public static string Render(string template, RewardPrompt prompt, string answer)
    {
        string turn = Known.GetValueOrDefault(template, template);
        var turns = prompt.Turns.Append(new RewardTurn("assistant", answer));
        return string.Concat(turns.Select(part => Fill(turn, template == "gemma" && part.Role == "assistant" ? "model" : part.Role, part.Content)))
            .TrimEnd('\n');
    }

    // The content goes in last, so that braces inside it stay what they are.
    private static string Fill(string turn, string role, string content)
    {
        string[] parts = turn.Replace("{role}", role, StringComparison.Ordinal).Split("{content}");
        return string.Join(content, parts);
    }
}
