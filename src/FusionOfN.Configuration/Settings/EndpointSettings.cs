using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using FusionOfN.Providers;

namespace FusionOfN.Configuration;

[Description("A server that answers chats: where it is, how to speak to it, and how hard it may be pushed. All its models share its limits.")]
internal sealed record EndpointSettings
{
    internal const string VariablePattern = "^[A-Za-z_][A-Za-z0-9_]{0,63}$";
    internal const string VariableMend = "Put the key into an environment variable and write the variable's name here, for example OPENAI_API_KEY.";

    [Description("The API it speaks.")]
    [DefaultValue(EndpointKind.OpenAi)]
    [InsteadOf("type", "provider", "api")]
    public EndpointKind Kind { get; init; } = EndpointKind.OpenAi;

    [Description("The base address: with /v1 for OpenAI-compatible servers, the root for Anthropic and Ollama. For Azure, {model} stands for the deployment.")]
    [Pattern(PatternAttribute.Url, PatternAttribute.UrlMend)]
    [InsteadOf("url", "api_base", "endpoint", "host")]
    public required string? BaseUrl { get; init; }

    [Description("The name of the environment variable that holds the key. When absent: no key is sent.")]
    [Pattern(VariablePattern, VariableMend)]
    [InsteadOf("api_key", "key", "token", "api_key_env", "key_env")]
    public string? ApiKeyVariable { get; init; }

    [Description("Azure's api-version.")]
    public string? ApiVersion { get; init; }

    [Description("Headers sent with every request. ${NAME} is read from that environment variable and kept secret.")]
    [InsteadOf("extra_headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    [Description("Fields added to every request body, sent as they are.")]
    [InsteadOf("extra_body", "extra")]
    public JsonObject? Body { get; init; }

    [Description("Fields that a request to the gateway may pass on to this endpoint although they choose models, routes, addresses or credentials, such as provider for OpenRouter. All others of that kind are refused.")]
    [InsteadOf("allowed_fields", "allow", "pass_fields")]
    public IReadOnlyList<string>? AllowFields { get; init; }

    [Description("The body field that limits the answer's tokens on OpenAI-compatible servers: max_completion_tokens, or max_tokens for servers that know only the old name.")]
    [Pattern("^(max_completion_tokens|max_tokens)$", "Write max_completion_tokens or max_tokens.")]
    [DefaultValue("max_completion_tokens")]
    public string? TokenLimitField { get; init; }

    [Description("Whether streamed requests ask for the usage at their end (stream_options) on OpenAI-compatible servers. A server that refuses the field by name is asked without it in any case.")]
    [DefaultValue(true)]
    public bool? StreamUsage { get; init; }

    [Description("How long an attempt may take.")]
    [InsteadOf("timeout", "timeout_ms")]
    public TimeoutSettings? Timeouts { get; init; }

    [Description("How transient failures are tried again.")]
    [InsteadOf("retries", "max_retries")]
    public RetrySettings? Retry { get; init; }

    [Description("When the endpoint is given up for a while.")]
    [InsteadOf("circuit_breaker")]
    public BreakerSettings? Breaker { get; init; }

    [Description("Requests that may start within any 60 seconds, all models together. When absent: no limit.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("rpm")]
    public int? RequestsPerMinute { get; init; }

    [Description("Tokens within any 60 seconds, all models together. When absent: no limit.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("tpm")]
    public int? TokensPerMinute { get; init; }

    [Description("The most requests in flight. The live limit starts here, shrinks when the server is overloaded and grows back.")]
    [Range(1, 10_000)]
    [DefaultValue(16)]
    [InsteadOf("concurrency", "max_parallel")]
    public int? MaxConcurrency { get; init; }

    [Description("How it takes batches, which 'fusion synth run --batch' sends: many requests that are answered within hours, for less. openai for OpenAI and servers with its files and batches; azure for a deployment of the kind global batch; anthropic; vllm for the command 'vllm run-batch', which reads and writes files. When absent: it takes none.")]
    [InsteadOf("batches", "batch_api")]
    public BatchDialect? Batch { get; init; }

    [Description("What a call costs in a batch, as a share of its price.")]
    [Range(0.0, 1.0)]
    [DefaultValue(0.5)]
    [InsteadOf("batch_discount")]
    public decimal? BatchPrice { get; init; }

    [Description("For a host with one GPU: one request at a time, those of the model that is loaded first.")]
    [DefaultValue(false)]
    public bool? Serial { get; init; }
}
