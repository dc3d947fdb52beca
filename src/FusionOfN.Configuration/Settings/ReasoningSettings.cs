using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration;

[Description("How long the model reasons. May be written as the effort alone.")]
[Shorthand(nameof(Effort))]
internal sealed record ReasoningSettings
{
    [Description("The effort.")]
    public ReasoningEffort? Effort { get; init; }

    [Description("The most tokens of reasoning; the effort is not sent then. Sent as 'reasoning.max_tokens' to OpenAI-compatible servers (not all know it) and as 'thinking' to Anthropic; other models cannot be given one.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("budget_tokens")]
    public int? MaxTokens { get; init; }
}
