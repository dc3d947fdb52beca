using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>The words for how long models are to reason. <c>xhigh</c> is the APIs' word and <c>extra-high</c> that of <c>fusion.yaml</c>; both are read in both places.</summary>
internal static class EffortWords
{
    public static (string Word, ReasoningEffort Value)[] All { get; } =
    [
        ("none", ReasoningEffort.None), ("minimal", ReasoningEffort.Low), ("low", ReasoningEffort.Low), ("medium", ReasoningEffort.Medium),
        ("high", ReasoningEffort.High), ("xhigh", ReasoningEffort.ExtraHigh), ("extra-high", ReasoningEffort.ExtraHigh), ("max", ReasoningEffort.ExtraHigh),
    ];
}
