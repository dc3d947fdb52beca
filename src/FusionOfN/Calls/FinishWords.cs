using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Brings the many finish reasons of servers to the few that there are. What is not in the table is unknown, and unknown is not complete.</summary>
/// <remarks>Sources: the API references of the senders named, and the enumerations in the code of the open ones. docs/wire.md shows the same table.</remarks>
internal static class FinishWords
{
    private const int MaxReasonLength = 64;

    /// <summary>The words in use, each once.</summary>
    public static IReadOnlyList<FinishWord> All { get; } =
    [
        new("stop", FinishMeaning.Complete, "OpenAI and most others, Gemini (`STOP`)"),
        new("stop_sequence", FinishMeaning.Complete, "Anthropic, Bedrock, TGI"),
        new("end_turn", FinishMeaning.Complete, "Anthropic, Bedrock"),
        new("end", FinishMeaning.Complete, "read for its plain meaning"),
        new("eos", FinishMeaning.Complete, "Together"),
        new("eos_token", FinishMeaning.Complete, "TGI"),
        new("complete", FinishMeaning.Complete, "Cohere"),
        new("completed", FinishMeaning.Complete, "OpenAI Responses"),
        new("finished", FinishMeaning.Complete, "read for its plain meaning"),
        new("normal", FinishMeaning.Complete, "Baidu"),
        new("length", FinishMeaning.Length, "OpenAI and most others"),
        new("max_tokens", FinishMeaning.Length, "Anthropic, Bedrock, Cohere, Gemini (`MAX_TOKENS`)"),
        new("max_output_tokens", FinishMeaning.Length, "OpenAI Responses"),
        new("max_completion_tokens", FinishMeaning.Length, "proxies of OpenAI"),
        new("model_length", FinishMeaning.Length, "Mistral"),
        new("max_length", FinishMeaning.Length, "read for its plain meaning"),
        new("model_context_window_exceeded", FinishMeaning.Length, "Anthropic, Bedrock, Zhipu"),
        new("context_length_exceeded", FinishMeaning.Length, "read for its plain meaning"),
        new("context_window_exceeded", FinishMeaning.Length, "proxies of Anthropic"),
        new("limit", FinishMeaning.Length, "llama.cpp"),
        new("truncated", FinishMeaning.Length, "read for its plain meaning"),
        new("truncated_final", FinishMeaning.Length, "Yandex"),
        new("incomplete", FinishMeaning.Length, "OpenAI Responses"),
        new("repetition", FinishMeaning.Length, "servers that stop a loop of one word"),
        new("repetition_truncation", FinishMeaning.Length, "Xiaomi MiMo"),
        new("content_filter", FinishMeaning.ContentFilter, "OpenAI, Azure"),
        new("content_filtered", FinishMeaning.ContentFilter, "Bedrock"),
        new("guardrail_intervened", FinishMeaning.ContentFilter, "Bedrock"),
        new("safety", FinishMeaning.ContentFilter, "Gemini"),
        new("image_safety", FinishMeaning.ContentFilter, "Gemini"),
        new("recitation", FinishMeaning.ContentFilter, "Gemini"),
        new("blocklist", FinishMeaning.ContentFilter, "Gemini"),
        new("prohibited_content", FinishMeaning.ContentFilter, "Gemini"),
        new("spii", FinishMeaning.ContentFilter, "Gemini"),
        new("language", FinishMeaning.ContentFilter, "Gemini"),
        new("refusal", FinishMeaning.ContentFilter, "Anthropic"),
        new("sensitive", FinishMeaning.ContentFilter, "Zhipu"),
        new("input_sensitive", FinishMeaning.ContentFilter, "read for its plain meaning"),
        new("output_sensitive", FinishMeaning.ContentFilter, "read for its plain meaning"),
        new("toxic", FinishMeaning.ContentFilter, "Cohere (`ERROR_TOXIC`)"),
        new("error_toxic", FinishMeaning.ContentFilter, "Cohere"),
        new("blocked", FinishMeaning.ContentFilter, "proxies with a filter of their own"),
        new("moderation", FinishMeaning.ContentFilter, "proxies with a filter of their own"),
        new("policy_violation", FinishMeaning.ContentFilter, "proxies with a filter of their own"),
        new("tool_calls", FinishMeaning.ToolCalls, "OpenAI and most others"),
        new("tool_call", FinishMeaning.ToolCalls, "Cohere, servers that follow loosely"),
        new("tool_use", FinishMeaning.ToolCalls, "Anthropic, Bedrock"),
        new("function_call", FinishMeaning.ToolCalls, "OpenAI before tools, Baidu"),
        new("tool", FinishMeaning.ToolCalls, "servers that follow loosely"),
        new("error", FinishMeaning.Interrupted, "OpenRouter, Mistral, Cohere, vLLM"),
        new("network_error", FinishMeaning.Interrupted, "Zhipu"),
        new("server_error", FinishMeaning.Interrupted, "proxies"),
        new("internal_error", FinishMeaning.Interrupted, "proxies"),
        new("error_limit", FinishMeaning.Interrupted, "Cohere"),
        new("timeout", FinishMeaning.Interrupted, "Cohere, proxies"),
        new("time_limit", FinishMeaning.Interrupted, "proxies"),
        new("max_time", FinishMeaning.Interrupted, "proxies"),
        new("abort", FinishMeaning.Interrupted, "vLLM, SGLang"),
        new("aborted", FinishMeaning.Interrupted, "servers that follow loosely"),
        new("cancel", FinishMeaning.Interrupted, "servers that follow loosely"),
        new("cancelled", FinishMeaning.Interrupted, "read for its plain meaning"),
        new("canceled", FinishMeaning.Interrupted, "servers that follow loosely"),
        new("user_cancel", FinishMeaning.Interrupted, "Cohere"),
        new("interrupted", FinishMeaning.Interrupted, "servers that follow loosely"),
        new("failed", FinishMeaning.Interrupted, "OpenAI Responses"),
        new("insufficient_system_resource", FinishMeaning.Interrupted, "DeepSeek"),
        new("insufficient_quota", FinishMeaning.Interrupted, "proxies"),
        new("rate_limit", FinishMeaning.Interrupted, "proxies"),
        new("overloaded", FinishMeaning.Interrupted, "proxies of Anthropic"),
        new("pause_turn", FinishMeaning.Interrupted, "Anthropic: a long turn that is to be asked to go on"),
        new("malformed_function_call", FinishMeaning.Interrupted, "Gemini"),
        new("unexpected_tool_call", FinishMeaning.Interrupted, "Gemini"),
        new("malformed_response", FinishMeaning.Interrupted, "Gemini"),
        new("missing_thought_signature", FinishMeaning.Interrupted, "Gemini"),
        new("malformed_model_output", FinishMeaning.Interrupted, "Bedrock"),
        new("malformed_tool_use", FinishMeaning.Interrupted, "Bedrock"),
        new("too_many_tool_calls", FinishMeaning.Interrupted, "Gemini"),
        new("unload", FinishMeaning.Interrupted, "Ollama: the model left memory"),
        new("load", FinishMeaning.Interrupted, "Ollama: the model was only loaded"),
    ];

    private static readonly Dictionary<string, FinishMeaning> Meanings = All.ToDictionary(row => row.Word, row => row.Meaning, StringComparer.Ordinal);

    /// <summary>What a reason means; null when it is not known.</summary>
    /// <param name="reason">The word as it came: capitals, hyphens and spaces make no difference.</param>
    public static FinishMeaning? Find(string reason) =>
        Meanings.TryGetValue(reason, out var meaning) || Meanings.TryGetValue(Normal(reason), out meaning) ? meaning : null;

    /// <summary>The reason in the words of this library; null when the server gave up in the middle of the answer. What is unknown stays what it is.</summary>
    public static ChatFinishReason? ToReason(string reason) => Find(reason) switch
    {
        FinishMeaning.Complete => ChatFinishReason.Stop,
        FinishMeaning.Length => ChatFinishReason.Length,
        FinishMeaning.ContentFilter => ChatFinishReason.ContentFilter,
        FinishMeaning.ToolCalls => ChatFinishReason.ToolCalls,
        FinishMeaning.Interrupted => null,
        null => new ChatFinishReason(WellFormedText.Of(reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength])),
        _ => throw new InvalidOperationException(),
    };

    // "FINISH_REASON_STOP" and "FinishReason.MAX_TOKENS" are how two SDKs print the same words.
    private static string Normal(string reason)
    {
        var word = reason.Trim().Replace('-', '_').Replace(' ', '_').ToLowerInvariant();
        foreach (var prefix in (ReadOnlySpan<string>)["finish_reason_", "finishreason.", "stop_reason_", "alternative_status_"])
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal))
                return word[prefix.Length..];
        }

        return word;
    }
}
