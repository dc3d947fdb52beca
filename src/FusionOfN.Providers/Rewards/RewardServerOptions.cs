namespace FusionOfN.Providers;

/// <summary>A server that scores answers: where it is and how to speak to it.</summary>
public sealed record RewardServerOptions
{
    /// <summary>The name used in recipes, receipts and messages.</summary>
    public required string Name { get; init; }

    /// <summary>The server and the route.</summary>
    public required RewardDialect Dialect { get; init; }

    /// <summary>The base address, without the route.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The <em>name</em> of the environment variable that holds the key; null for servers without one.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Headers sent with every request. A value of the form <c>${NAME}</c> is read from that environment variable and kept secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The model's id at the server; null for servers that hold one model.</summary>
    public string? Model { get; init; }

    /// <summary>The label whose score counts, when the model has several.</summary>
    public string? Label { get; init; }

    /// <summary>The model's labels in the order of its <c>id2label</c>, for servers that return numbers without names.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>
    /// The chat template for servers that take finished text: <c>chatml</c>, <c>llama-3</c>, <c>gemma</c>, <c>plain</c>, or a text for one turn with
    /// <c>{role}</c> and <c>{content}</c>. When null, vLLM applies the model's own template, one request per answer.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>Whether raw logits are asked for where the server can give them. A score squeezed through a sigmoid saturates.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Raw { get; init; } = true;

    /// <summary>The vLLM field that asks for raw logits when set to false: <c>use_activation</c>, or <c>activation</c> for older servers.</summary>
    /// <value>The default value is <c>use_activation</c>.</value>
    public string RawField { get; init; } = "use_activation";

    /// <summary>For COMET: a regular expression whose first group is the source text inside the last user message; null takes the whole message.</summary>
    public string? SourcePattern { get; init; }

    /// <summary>The most answers in one request; it shrinks by itself when the server refuses a batch (413, 422).</summary>
    /// <value>The default value is <see langword="null"/>: what the dialect bears.</value>
    public int? Batch { get; init; }

    /// <summary>How long one attempt may take.</summary>
    /// <value>The default value is 1 minute.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How transient failures are tried again.</summary>
    public EndpointRetry Retry { get; init; } = new();

    /// <summary>Whether a good and a bad answer are scored before first use, and scoring refused when the result is odd.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Probe { get; init; } = true;

    /// <summary>What is wrong with a <see cref="Template"/>.</summary>
    /// <param name="template">The template.</param>
    /// <returns>One sentence; null when it can be used.</returns>
    public static string? CheckTemplate(string template) => ChatTemplateText.Problem(template);

    /// <summary>What is wrong with a <see cref="SourcePattern"/>.</summary>
    /// <param name="pattern">The regular expression.</param>
    /// <returns>One sentence; null when it can be used.</returns>
    public static string? CheckSourcePattern(string pattern) => SourceText.Problem(pattern);
}
