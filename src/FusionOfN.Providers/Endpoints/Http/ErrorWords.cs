namespace FusionOfN.Providers;

/// <summary>Words by which servers say what kind of failure it is, where the status alone would mislead.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Words">A part of the message or of the code; capitals make no difference.</param>
/// <param name="Senders">Who says so.</param>
internal sealed record ErrorWords(EndpointFailureKind Kind, string Words, string Senders)
{
    /// <summary>The words that are known, in the order in which they are looked for.</summary>
    /// <remarks>Sources: the error references of the senders named, and the code of the open ones. docs/wire.md shows the same table.</remarks>
    public static IReadOnlyList<ErrorWords> All { get; } =
    [
        new(EndpointFailureKind.ContextTooLong, "context_length_exceeded", "OpenAI, Azure, Groq"),
        new(EndpointFailureKind.ContextTooLong, "exceed_context_size_error", "llama.cpp"),
        new(EndpointFailureKind.ContextTooLong, "model_max_prompt_tokens_exceeded", "GitHub Models"),
        new(EndpointFailureKind.ContextTooLong, "maximum context length", "OpenAI, vLLM, Mistral, OpenRouter"),
        new(EndpointFailureKind.ContextTooLong, "maximum model length", "vLLM"),
        new(EndpointFailureKind.ContextTooLong, "max_model_len", "vLLM"),
        new(EndpointFailureKind.ContextTooLong, "model's context length", "SGLang"),
        new(EndpointFailureKind.ContextTooLong, "exceeds the context length", "Ollama"),
        new(EndpointFailureKind.ContextTooLong, "greater than the context length", "LM Studio"),
        new(EndpointFailureKind.ContextTooLong, "context the overflows", "LM Studio"),
        new(EndpointFailureKind.ContextTooLong, "context size", "llama.cpp"),
        new(EndpointFailureKind.ContextTooLong, "exceeds the available context", "llama.cpp"),
        new(EndpointFailureKind.ContextTooLong, "context window", "OpenAI Responses, Bedrock, MiniMax"),
        new(EndpointFailureKind.ContextTooLong, "exceed context limit", "Anthropic"),
        new(EndpointFailureKind.ContextTooLong, "prompt is too long", "Anthropic, Fireworks"),
        new(EndpointFailureKind.ContextTooLong, "prompt too long", "proxies"),
        new(EndpointFailureKind.ContextTooLong, "prompt exceeds max length", "Zhipu"),
        new(EndpointFailureKind.ContextTooLong, "input is too long", "Bedrock"),
        new(EndpointFailureKind.ContextTooLong, "too many input tokens", "Bedrock, Cohere"),
        new(EndpointFailureKind.ContextTooLong, "total number of tokens in the prompt cannot exceed", "Cohere"),
        new(EndpointFailureKind.ContextTooLong, "input token count", "Gemini"),
        new(EndpointFailureKind.ContextTooLong, "prompt token count", "GitHub Models"),
        new(EndpointFailureKind.ContextTooLong, "input length and `max_tokens`", "Anthropic"),
        new(EndpointFailureKind.ContextTooLong, "range of input length should be", "DashScope"),
        new(EndpointFailureKind.ContextTooLong, "maximum input length", "DashScope, Azure"),
        new(EndpointFailureKind.ContextTooLong, "maximum prompt length", "xAI"),
        new(EndpointFailureKind.ContextTooLong, "maximum allowed token size", "Azure"),
        new(EndpointFailureKind.ContextTooLong, "exceeded model token limit", "Moonshot"),
        new(EndpointFailureKind.ContextTooLong, "max_new_tokens` must be <=", "TGI, Together"),
        new(EndpointFailureKind.ContextTooLong, "inputs` must have less than", "TGI"),
        new(EndpointFailureKind.ContextTooLong, "reduce the length of", "OpenAI, Groq, Cerebras"),
        new(EndpointFailureKind.ContextTooLong, "longer than the maximum", "vLLM"),
        new(EndpointFailureKind.QuotaExhausted, "insufficient_quota", "OpenAI"),
        new(EndpointFailureKind.QuotaExhausted, "exceeded your current quota", "OpenAI"),
        new(EndpointFailureKind.QuotaExhausted, "exceeded_current_quota", "Moonshot"),
        new(EndpointFailureKind.QuotaExhausted, "billing_hard_limit", "OpenAI"),
        new(EndpointFailureKind.QuotaExhausted, "billing_not_active", "OpenAI"),
        new(EndpointFailureKind.QuotaExhausted, "billing", "OpenAI, Anthropic (`billing_error`)"),
        new(EndpointFailureKind.QuotaExhausted, "credit balance is too low", "Anthropic"),
        new(EndpointFailureKind.QuotaExhausted, "insufficient credit", "OpenRouter, Replicate"),
        new(EndpointFailureKind.QuotaExhausted, "requires more credits", "OpenRouter"),
        new(EndpointFailureKind.QuotaExhausted, "out of credits", "proxies"),
        new(EndpointFailureKind.QuotaExhausted, "available credits", "xAI"),
        new(EndpointFailureKind.QuotaExhausted, "included credits", "Hugging Face"),
        new(EndpointFailureKind.QuotaExhausted, "credit limit", "Together"),
        new(EndpointFailureKind.QuotaExhausted, "spending limit", "xAI, Fireworks"),
        new(EndpointFailureKind.QuotaExhausted, "insufficient balance", "DeepSeek, Moonshot, Zhipu, MiniMax"),
        new(EndpointFailureKind.QuotaExhausted, "balance is insufficient", "SiliconFlow"),
        new(EndpointFailureKind.QuotaExhausted, "arrearage", "DashScope"),
        new(EndpointFailureKind.QuotaExhausted, "payment required", "Fireworks, Cloudflare"),
        new(EndpointFailureKind.Refused, "content_filter", "Azure, Moonshot"),
        new(EndpointFailureKind.Refused, "content_policy", "OpenAI"),
        new(EndpointFailureKind.Refused, "content management policy", "Azure"),
        new(EndpointFailureKind.Refused, "responsibleaipolicyviolation", "Azure"),
        new(EndpointFailureKind.Refused, "safety system", "OpenAI"),
        new(EndpointFailureKind.Refused, "moderation_blocked", "OpenAI"),
        new(EndpointFailureKind.Refused, "requires moderation", "OpenRouter"),
        new(EndpointFailureKind.Refused, "input was flagged", "OpenRouter"),
        new(EndpointFailureKind.Refused, "data_inspection_failed", "DashScope"),
        new(EndpointFailureKind.Refused, "datainspectionfailed", "DashScope"),
        new(EndpointFailureKind.Refused, "inappropriate content", "DashScope"),
        new(EndpointFailureKind.Refused, "content exists risk", "DeepSeek"),
        new(EndpointFailureKind.Refused, "considered high risk", "Moonshot"),
        new(EndpointFailureKind.Refused, "violates usage guidelines", "xAI"),
        new(EndpointFailureKind.Refused, "prohibited_content", "Gemini"),
        new(EndpointFailureKind.Refused, "guardrail", "Bedrock, proxies"),
        new(EndpointFailureKind.RateLimited, "rate_limit", "OpenAI, Anthropic, Groq"),
        new(EndpointFailureKind.RateLimited, "rate limit", "most others"),
        new(EndpointFailureKind.RateLimited, "ratelimit", "Azure, SiliconFlow"),
        new(EndpointFailureKind.RateLimited, "tokens per minute", "OpenAI, Groq"),
        new(EndpointFailureKind.RateLimited, "too many requests", "most others"),
        new(EndpointFailureKind.RateLimited, "throttl", "Bedrock, DashScope"),
        new(EndpointFailureKind.RateLimited, "resource_exhausted", "Gemini"),
        new(EndpointFailureKind.Overloaded, "overloaded", "Anthropic, Gemini, Moonshot"),
        new(EndpointFailureKind.Overloaded, "at capacity", "Mistral, proxies"),
        new(EndpointFailureKind.Overloaded, "unavailable", "Gemini, Bedrock"),
        new(EndpointFailureKind.Authentication, "invalid_api_key", "OpenAI"),
        new(EndpointFailureKind.Authentication, "invalid api key", "most others"),
        new(EndpointFailureKind.Authentication, "authentication", "Anthropic, DeepSeek"),
        new(EndpointFailureKind.Authentication, "unauthorized", "most others"),
        new(EndpointFailureKind.NotFound, "model_not_found", "OpenAI"),
        new(EndpointFailureKind.NotFound, "not_found", "Anthropic, OpenAI, Gemini"),
        new(EndpointFailureKind.NotFound, "notfounderror", "vLLM"),
        new(EndpointFailureKind.BadRequest, "invalid_request", "OpenAI, Anthropic, Groq"),
        new(EndpointFailureKind.BadRequest, "invalid_argument", "Gemini"),
        new(EndpointFailureKind.BadRequest, "invalidparameter", "DashScope"),
        new(EndpointFailureKind.BadRequest, "badrequest", "vLLM, SGLang, LiteLLM"),
        new(EndpointFailureKind.BadRequest, "bad_request", "proxies"),
        new(EndpointFailureKind.BadRequest, "validation", "Mistral, Bedrock"),
    ];

    /// <summary>The kind that a server's words name and its status does not; null when there is none.</summary>
    /// <param name="status">The HTTP status; null when there is none that means it.</param>
    /// <param name="error">What the server said.</param>
    public static EndpointFailureKind? Find(int? status, ErrorBody error)
    {
        foreach (ErrorWords words in All)
        {
            if (words.Says(error) && words.CountsAt(status, error)) return words.Kind;
        }

        return null;
    }

    private bool Says(ErrorBody error) =>
        error.Message.Contains(Words, StringComparison.OrdinalIgnoreCase) || error.Code?.Contains(Words, StringComparison.OrdinalIgnoreCase) == true;

    private bool CountsAt(int? status, ErrorBody error) => Kind switch
    {
        // "Too many tokens" of a minute are no too long prompt.
        EndpointFailureKind.ContextTooLong or EndpointFailureKind.Refused => status is not (401 or 402 or 429),
        // Gemini says of its limits per minute, too, that the quota is exceeded, and Groq where more can be bought; then they say when to come again, or that it is a rate.
        EndpointFailureKind.QuotaExhausted => status != 401 && !IsOfARate(error),
        // Groq says 413 of a prompt that is more than a minute's tokens.
        EndpointFailureKind.RateLimited when status == 413 => IsOfARate(error),
        // A status says these itself.
        _ => status is null,
    };

    private static bool IsOfARate(ErrorBody error) =>
        error.Message.Contains("retry in", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("try again in", StringComparison.OrdinalIgnoreCase)
        || error.Message.Contains("per minute", StringComparison.OrdinalIgnoreCase) || error.Code?.StartsWith("rate_limit", StringComparison.OrdinalIgnoreCase) == true;
}
