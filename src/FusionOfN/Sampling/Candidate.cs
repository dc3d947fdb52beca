using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>One sampled answer, or the typed reason why there is none.</summary>
/// <param name="Index">Its number in the pool, from 0, in the order of the panel.</param>
/// <param name="Model">The member's name.</param>
/// <param name="State">How its call ended.</param>
/// <param name="Text">The answer without reasoning; empty when there is none.</param>
public sealed record Candidate(int Index, string Model, CallState State, string Text)
{
    /// <summary>The model that answered, as the provider named it.</summary>
    public string? ModelServed { get; init; }

    /// <summary>What the model thought before it answered. Never shown to a fusor.</summary>
    public string? Reasoning { get; init; }

    /// <summary>What the model said in place of an answer that it would not give; null when it said nothing, as under a content filter.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why there is no usable answer.</summary>
    public CallFailure? Failure { get; init; }

    /// <summary>Tool calls proposed instead of, or beside, a text.</summary>
    [JsonIgnore]
    public IReadOnlyList<FunctionCallContent> ToolCalls { get; init; } = [];

    /// <summary>The seed of the sample, when one was set.</summary>
    public long? Seed { get; init; }

    /// <summary>The number of candidates of the pool with exactly this text, this one included.</summary>
    public int Multiplicity { get; init; } = 1;
}
