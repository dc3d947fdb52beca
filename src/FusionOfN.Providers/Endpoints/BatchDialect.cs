namespace FusionOfN.Providers;

/// <summary>How an endpoint takes batches: many requests that are answered within hours, for less.</summary>
public enum BatchDialect
{
    /// <summary>OpenAI's files and batches, and servers that have the same addresses.</summary>
    OpenAi,

    /// <summary>The same at Azure: below the resource, and a deployment of the kind global batch.</summary>
    Azure,

    /// <summary>vLLM's <c>run-batch</c>, a command that reads a file of requests and writes a file of answers.</summary>
    Vllm,

    /// <summary>Anthropic's Message Batches.</summary>
    Anthropic,
}
