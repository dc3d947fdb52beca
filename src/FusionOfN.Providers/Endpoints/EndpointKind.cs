namespace FusionOfN.Providers;

/// <summary>The API an endpoint speaks.</summary>
public enum EndpointKind
{
    /// <summary>OpenAI chat completions: OpenAI, vLLM, llama.cpp, LM Studio, OpenRouter and other compatible servers. The key goes into
    /// <c>Authorization: Bearer</c>.</summary>
    OpenAi,

    /// <summary>OpenAI chat completions with Azure manners: the key goes into the header <c>api-key</c>, the version into the query <c>api-version</c>,
    /// and <c>{model}</c> in the base URL stands for the deployment.</summary>
    Azure,

    /// <summary>Anthropic messages. A call's temperature, top-p and top-k are not sent: the version of the API that the package speaks has none.</summary>
    Anthropic,

    /// <summary>Ollama's own API.</summary>
    Ollama,
}
