using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

[Description("How long the model reasons. May be written as the effort alone.")]
[Shorthand(nameof(Effort))]
internal sealed record ReasoningSettings
{
    [Description("The effort.")]
    public required ReasoningEffort? Effort { get; init; }
}
