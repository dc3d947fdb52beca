using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads how long the models are to reason: <c>reasoning_effort</c>, or <c>reasoning.effort</c>.</summary>
internal static class ReasoningReader
{
    /// <summary>Reads it out of a chat completions body.</summary>
    /// <param name="fields">The body.</param>
    /// <param name="isPlain">Whether it goes to one plain model: then an effort that is not known here is for that model to know.</param>
    public static ReasoningOptions? Read(JsonFields fields, bool isPlain = false)
    {
        if (fields.Whole["reasoning_effort"] is not null)
            return ReadEffort(fields, "reasoning_effort", isPlain);

        // Further fields of the object (a token limit, a summary) have no place in every provider's options; the object as a whole goes on untouched.
        return fields.Whole["reasoning"] is JsonObject { Count: 1 } && fields.Object("reasoning") is { } reasoning ? ReadEffort(reasoning, "effort", isPlain) : null;
    }

    /// <summary>Reads the effort out of a field.</summary>
    public static ReasoningOptions? ReadEffort(JsonFields holder, string name, bool isPlain = false)
    {
        if (holder.String(name) is not { } effort)
            return null;
        foreach ((string word, ReasoningEffort value) in EffortWords.All)
        {
            if (word == effort)
                return new ReasoningOptions { Effort = value };
        }

        return isPlain ? null : throw holder.Bad(name, $"give one of {string.Join(", ", EffortWords.All.Select(item => item.Word))}.");
    }
}
