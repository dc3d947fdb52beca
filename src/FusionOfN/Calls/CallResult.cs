using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>How a call to a model ended. A failure is data here, never an exception.</summary>
/// <param name="Text">The answer without reasoning; empty when there is none.</param>
/// <param name="Record">The call as the receipt holds it.</param>
public sealed record CallResult(string Text, CallRecord Record)
{
    /// <summary>What the model thought before it answered.</summary>
    public string? Reasoning { get; init; }

    /// <summary>What the model said in place of an answer that it would not give.</summary>
    public string? Refusal { get; init; }

    /// <summary>The tools it wants called.</summary>
    public IReadOnlyList<FunctionCallContent> ToolCalls { get; init; } = [];

    /// <summary>How the call ended.</summary>
    public CallState State => Record.State;
}
