using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>What the pacer and the end of a stream need to know of its updates.</summary>
internal sealed class StreamSummary
{
    /// <summary>Whether a finish reason came: a stream without one was cut off, even when the connection closed in good order.</summary>
    public bool IsComplete { get; private set; }

    public UsageDetails? Usage { get; private set; }

    public void Add(ChatResponseUpdate update)
    {
        IsComplete |= update.FinishReason is not null;
        foreach (AIContent content in update.Contents)
        {
            if (content is UsageContent usage) (Usage ??= new UsageDetails()).Add(usage.Details);
        }

    }

    /// <summary>Whether an update holds something of the answer, not only its envelope.</summary>
    public static bool HasToken(ChatResponseUpdate update) => update.Contents.Any(content => content switch
    {
        TextContent text => text.Text.Length > 0,
        TextReasoningContent reasoning => reasoning.Text.Length > 0,
        UsageContent => false,
        _ => true,
    });
}
