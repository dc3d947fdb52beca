using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("A scorer: a reward, rerank or metric server, a judge, agreement among the candidates, or an ensemble of scorers.")]
internal sealed record ScorerSettings
{
    [Description("What it is: the server and its route, or judge, agreement, ensemble.")]
    [InsteadOf("type", "dialect")]
    public required ScorerKind? Kind { get; init; }

    [Description("The server's base URL, without the route.")]
    [Pattern(PatternAttribute.Url, PatternAttribute.UrlMend)]
    [InsteadOf("url", "endpoint")]
    public string? BaseUrl { get; init; }

    [Description("The name of the environment variable that holds the key. When absent: no key is sent.")]
    [Pattern(EndpointSettings.VariablePattern, EndpointSettings.VariableMend)]
    [InsteadOf("key", "api_key", "token", "api_key_env", "key_env")]
    public string? ApiKeyVariable { get; init; }

    [Description("Headers sent with every request. ${NAME} is read from that environment variable and kept secret.")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    [Description("The model's id at the server.")]
    public string? Model { get; init; }

    [Description("The label whose score counts, when the model has several.")]
    public string? Label { get; init; }

    [Description("The model's labels in the order of its id2label, for servers that return numbers without names.")]
    [InsteadOf("id2label")]
    public IReadOnlyList<string>? Labels { get; init; }

    [Description("The chat template for servers that take finished text: chatml, llama-3, gemma, plain, or a text for one turn with {role} and {content}.")]
    [InsteadOf("chat_template")]
    public string? Template { get; init; }

    [Description("Whether raw logits are asked for. A score squeezed through a sigmoid saturates.")]
    [DefaultValue(true)]
    [InsteadOf("raw_scores")]
    public bool? Raw { get; init; }

    [Description("The vLLM request field that asks for raw logits: use_activation, or activation for older servers.")]
    [Pattern("^(use_activation|activation)$", "Write use_activation or activation.")]
    [DefaultValue("use_activation")]
    public string? RawField { get; init; }

    [Description("For comet: a regular expression whose first group is the source text inside the prompt. When absent: the whole last user message.")]
    public string? SourcePattern { get; init; }

    [Description("The most texts in one request. It shrinks by itself when the server refuses a batch.")]
    [Range(1, 10_000)]
    [InsteadOf("batch_size")]
    public int? Batch { get; init; }

    [Description("How long one attempt may take, in milliseconds.")]
    [Range(1, int.MaxValue)]
    [DefaultValue(60_000)]
    [InsteadOf("timeout")]
    public int? TimeoutMs { get; init; }

    [Description("How transient failures are tried again.")]
    [InsteadOf("retries", "max_retries")]
    public RetrySettings? Retry { get; init; }

    [Description("Whether a good and a bad answer are scored before first use, and the scorer refused when the result is odd.")]
    [DefaultValue(true)]
    public bool? Probe { get; init; }

    [Description("For judge: the model and its criteria.")]
    public JudgeSettings? Judge { get; init; }

    [Description("For agreement: what reads the answer out of a text. When absent: whole texts are compared.")]
    [Pattern("^(number|boxed|choice|exact|regex:.+)$", "Write number, boxed, choice, exact or regex:PATTERN.")]
    public string? Extractor { get; init; }

    [Description("For ensemble: the scorers whose z-scores are averaged.")]
    [InsteadOf("scorers")]
    public IReadOnlyList<EnsembleMemberSettings>? Members { get; init; }
}
