using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>One server that answers chats: where it is, how to speak to it, and how hard it may be pushed. All its models share its limits.</summary>
public sealed record EndpointOptions
{
    /// <summary>The name used in messages, receipts and configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The API it speaks.</summary>
    /// <value>The default value is <see cref="EndpointKind.OpenAi"/>.</value>
    public EndpointKind Kind { get; init; } = EndpointKind.OpenAi;

    /// <summary>
    /// The base address: with <c>/v1</c> for OpenAI-compatible servers (<c>/chat/completions</c> is appended), the root for Anthropic and Ollama.
    /// For Azure <c>{model}</c> stands for the deployment, for example <c>https://NAME.openai.azure.com/openai/deployments/{model}</c>.
    /// </summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The <em>name</em> of the environment variable that holds the key; null for servers without one.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Azure's <c>api-version</c> query; null sends none.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Headers sent with every request. A value of the form <c>${NAME}</c> is read from that environment variable and kept secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Fields added to every request body, for example <c>{"top_k": 20, "chat_template_kwargs": {"enable_thinking": false}}</c>.
    /// What a single call sets, in its options or in <see cref="EndpointProperties.Body"/>, wins over a field given here.</summary>
    public JsonObject? ExtraBody { get; init; }

    /// <summary>Fields of a gateway's requests that are passed on although they choose models, routes, addresses or credentials.</summary>
    /// <value>The default value is an empty list: none of that kind.</value>
    public IReadOnlyList<string> AllowedFields { get; init; } = [];

    /// <summary>The body field that carries <c>ChatOptions.MaxOutputTokens</c> on OpenAI-compatible servers: <c>max_completion_tokens</c>, or
    /// <c>max_tokens</c> for servers that know only the old name.</summary>
    /// <value>The default value is <c>max_completion_tokens</c>.</value>
    public string TokenLimitField { get; init; } = MaxCompletionTokens;

    /// <summary>Whether a streamed request asks for the usage at its end (<c>stream_options</c>). Servers that do not know the field and say so are asked once more
    /// without it; false is for those that fail without saying why.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool AsksForStreamUsage { get; init; } = true;

    /// <summary>The models offered; empty means any name is passed on.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>How long an attempt may take.</summary>
    public EndpointTimeouts Timeouts { get; init; } = new();

    /// <summary>How transient failures are tried again.</summary>
    public EndpointRetry Retry { get; init; } = new();

    /// <summary>When the endpoint is given up for a while.</summary>
    public EndpointBreaker Breaker { get; init; } = new();

    /// <summary>Requests that may start within any 60 seconds, all models together; null sets no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens (input and output) within any 60 seconds, all models together; null sets no limit. Reserved from an estimate before each
    /// request, settled from the reported usage.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Requests in flight at most, all models together, 1 to 10,000. The live limit starts here, shrinks when the server is overloaded and
    /// grows back.</summary>
    /// <value>The default value is 16.</value>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>For a host with one GPU: one request at a time, and waiting requests of the model that is loaded go first, so that models are not
    /// swapped in and out for every request.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Serial { get; init; }

    /// <summary>How it takes batches; null when it takes none.</summary>
    public BatchDialect? Batch { get; init; }

    /// <summary>What a call costs in a batch, as a share of its price, 0 to 1.</summary>
    /// <value>The default value is 0.5.</value>
    public decimal BatchPrice { get; init; } = 0.5m;

    /// <summary>The default of <see cref="TokenLimitField"/>.</summary>
    internal const string MaxCompletionTokens = "max_completion_tokens";

    /// <summary>The old name some servers know only.</summary>
    internal const string MaxTokens = "max_tokens";

    /// <summary>Checks every field; returns one sentence per mistake, none when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (string.IsNullOrWhiteSpace(Name)) errors.Add("name is empty; give the endpoint a name");
        if (!BaseUrl.IsAbsoluteUri || BaseUrl.Scheme is not ("http" or "https"))
            errors.Add($"base_url is '{BaseUrl.OriginalString}'; it has to start with http:// or https://");
        else if (BaseUrl.UserInfo.Length > 0)
            errors.Add("base_url holds a user name or password; put secrets into an environment variable and name it in api_key_variable");
        if (CallBody.FindReserved(ExtraBody) is { } reserved) errors.Add($"body sets '{reserved}', which every request sets itself; take it out");
        if (TokenLimitField is not (MaxCompletionTokens or MaxTokens))
            errors.Add($"token_limit_field is '{TokenLimitField}'; it has to be {MaxCompletionTokens} or {MaxTokens}");
        if (RequestsPerMinute < 1) errors.Add($"requests_per_minute is {RequestsPerMinute}; it has to be at least 1");
        if (TokensPerMinute < 1) errors.Add($"tokens_per_minute is {TokensPerMinute}; it has to be at least 1");
        if (MaxConcurrency is < 1 or > 10_000) errors.Add($"max_concurrency is {MaxConcurrency}; it has to be from 1 to 10,000");
        if (BatchPrice is < 0 or > 1) errors.Add($"batch_price is {BatchPrice}; it has to be from 0 to 1");
        if (Batch is { } batch && (batch == BatchDialect.Anthropic) != (Kind == EndpointKind.Anthropic) || Batch is not null && Kind == EndpointKind.Ollama)
            errors.Add($"batch does not go with the kind of the endpoint: endpoints of kind anthropic take batch anthropic, those of kind openai and azure take openai, azure or vllm, and ollama has none");
        errors.AddRange(Timeouts.Validate());
        errors.AddRange(Retry.Validate());
        errors.AddRange(Breaker.Validate());
        return errors;
    }

    /// <summary>The first field of a request's body that every request sets itself, so that <see cref="ExtraBody"/> and <see cref="EndpointProperties.Body"/> may not.</summary>
    /// <param name="body">The fields.</param>
    /// <returns>The field's name; null when there is none.</returns>
    public static string? FindReservedField(JsonObject? body) => CallBody.FindReserved(body);

    /// <summary>The address as shown to people: without query, which may hold what is not for their eyes.</summary>
    internal string Address => BaseUrl.IsAbsoluteUri ? BaseUrl.OriginalString.Split('?')[0] : BaseUrl.OriginalString;
}
