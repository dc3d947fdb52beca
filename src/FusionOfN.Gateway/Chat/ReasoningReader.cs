using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads how long the models are to reason: <c>reasoning_effort</c>, or <c>reasoning.effort</c>.</summary>
internal static class ReasoningReader
{
    public static ReasoningOptions? Read(JsonFields fields)
    {
        var effort = fields.String("reasoning_effort");
        if (effort is not null)
            return new ReasoningOptions { Effort = Parse(effort, fields.PathOf("reasoning_effort")) };

        // Further fields of the object (a token limit, a summary) have no place in every provider's options; the object as a whole goes on untouched.
        if (fields.Whole["reasoning"] is not System.Text.Json.Nodes.JsonObject { Count: 1 } || fields.Object("reasoning") is not { } reasoning)
            return null;
        return ReadEffort(reasoning);
    }

    /// <summary>Reads the effort out of a <c>reasoning</c> object.</summary>
    public static ReasoningOptions? ReadEffort(JsonFields reasoning) =>
        reasoning.String("effort") is { } effort ? new ReasoningOptions { Effort = Parse(effort, reasoning.PathOf("effort")) } : null;

    private static ReasoningEffort Parse(string effort, string path) => effort switch
    {
        "none" => ReasoningEffort.None,
        "minimal" or "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" or "max" => ReasoningEffort.ExtraHigh,
        _ => throw GatewayException.BadField(path, "give none, minimal, low, medium, high or xhigh."),
    };
}
