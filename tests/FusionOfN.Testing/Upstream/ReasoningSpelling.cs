namespace FusionOfN.Testing;

/// <summary>How an OpenAI-compatible server spells the field that holds the reasoning.</summary>
public enum ReasoningSpelling
{
    /// <summary><c>reasoning_content</c> (DeepSeek, older vLLM, llama.cpp).</summary>
    ReasoningContent,

    /// <summary><c>reasoning</c> (newer vLLM, OpenRouter).</summary>
    Reasoning,
}
