using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace FusionOfN.Configuration;

[Description("How answers are sampled. What is not set is left to the server.")]
internal record GenerationSettings
{
    [Description("The sampling temperature.")]
    [Range(0.0, 2.0)]
    public double? Temperature { get; init; }

    [Description("Nucleus sampling: the probability mass that is kept.")]
    [Range(0.0, 1.0)]
    public double? TopP { get; init; }

    [Description("The number of likeliest tokens that are kept.")]
    [Range(1, int.MaxValue)]
    public int? TopK { get; init; }

    [Description("The most tokens of one answer, reasoning included.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("max_tokens", "max_output_tokens", "max_new_tokens")]
    public int? MaxCompletionTokens { get; init; }

    [Description("How long the model reasons before it answers.")]
    [InsteadOf("reasoning_effort", "thinking")]
    public ReasoningSettings? Reasoning { get; init; }

    [Description("Lowers the probability of tokens by how often they are there already.")]
    [Range(-2.0, 2.0)]
    public double? FrequencyPenalty { get; init; }

    [Description("Lowers the probability of tokens that are there already.")]
    [Range(-2.0, 2.0)]
    public double? PresencePenalty { get; init; }

    [Description("Texts at which an answer ends.")]
    [InsteadOf("stop_sequences")]
    public IReadOnlyList<string>? Stop { get; init; }

    [Description("Further fields of the request body, sent as they are.")]
    [InsteadOf("extra_body", "extra")]
    public JsonObject? Body { get; init; }
}
