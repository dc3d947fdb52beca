using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>A call that ended: its reply as a whole, or the failure that every repetition would meet again.</summary>
internal sealed record StoredCall
{
    /// <summary>The parts of the reply, message by message; none when it failed.</summary>
    public IReadOnlyList<StoredMessage> Messages { get; init; } = [];

    public string? FinishReason { get; init; }

    public string? ServedModel { get; init; }

    /// <summary>The options that the model does not take and that were left out.</summary>
    public string? LeftOut { get; init; }

    public UsageDetails? Usage { get; init; }

    /// <summary>What it cost in US dollars, as the provider said or the prices of that day tell; null when that is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The score that a scorer gave; null for replies.</summary>
    public double? Score { get; init; }

    /// <summary>Why there is no reply; null when there is one.</summary>
    public StoredFailure? Failure { get; init; }

    /// <summary>Whether no answer came of it: it failed, or the provider refused it in a reply. A retry of the item asks anew.</summary>
    public bool IsWithoutAnswer => Failure is not null || (FinishReason is not null && FinishReasons.StateOf(FinishReason) == CallState.Refused);

    /// <summary>The call as its item counts it; null for failures, which bought nothing, and for scores of a server.</summary>
    public ItemCall? ToItemCall(string model, int? candidate) => Failure is not null || Score is not null ? null : new ItemCall(
        model, candidate, Usage?.InputTokenCount, Usage?.OutputTokenCount, CostUsd is { } cost ? NanoUsd.ToUsd(NanoUsd.From(cost)) : null);

    /// <summary>The reply as a stream that folds into the same answer, reasoning, tool calls, usage and end.</summary>
    public IEnumerable<ChatResponseUpdate> ToUpdates()
    {
        if (Failure is not null)
            throw Failure.ToException(isReplayed: true);
        for (int i = 0; i < Messages.Count; i++)
            yield return new ChatResponseUpdate(ChatRole.Assistant, [.. Messages[i].Contents]) { MessageId = Messages[i].Id, ModelId = ServedModel };

        ChatResponseUpdate last = new(ChatRole.Assistant, Usage is null ? [] : [new UsageContent(Usage)])
        {
            MessageId = Messages.Count > 0 ? Messages[^1].Id : null,
            ModelId = ServedModel,
            FinishReason = FinishReason is null ? null : new ChatFinishReason(FinishReason),
            AdditionalProperties = new() { [FusionProperties.Replayed] = true },
        };
        if (LeftOut is not null)
            last.AdditionalProperties[FusionProperties.LeftOut] = LeftOut;
        yield return last;
    }
}

/// <summary>One message of a reply.</summary>
/// <param name="Id">Its id; null when the server gives none.</param>
/// <param name="Contents">What it holds.</param>
internal sealed record StoredMessage(string? Id, IReadOnlyList<AIContent> Contents);
