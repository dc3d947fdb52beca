using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Turns outcomes into chat responses, and finds the receipt on a response again.</summary>
public static class FusionResponses
{
    /// <summary>The receipt of a response that a fusion client gave.</summary>
    /// <param name="response">The response.</param>
    /// <returns>The receipt; null when the response does not come from a fusion client.</returns>
    public static FusionReceipt? GetFusionReceipt(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Find(response.AdditionalProperties)
            ?? response.Messages.Select(message => Find(message.AdditionalProperties)).LastOrDefault(receipt => receipt is not null);
    }

    internal static ChatResponse ToResponse(FusionOutcome outcome)
    {
        ThrowIfFailed(outcome);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. Contents(outcome)]))
        {
            ResponseId = outcome.Receipt.RunId,
            CreatedAt = outcome.Receipt.StartedAt,
            ModelId = Model(outcome.Receipt),
            FinishReason = FinishReason(outcome),
            Usage = Usage(outcome.Usage),
            AdditionalProperties = new() { [FusionProperties.Receipt] = outcome.Receipt },
        };
    }

    internal static ChatResponseUpdate ToLastUpdate(FusionOutcome outcome, string messageId)
    {
        ThrowIfFailed(outcome);
        return new ChatResponseUpdate(ChatRole.Assistant, [.. outcome.ToolCalls, new UsageContent(Usage(outcome.Usage))])
        {
            MessageId = messageId,
            ResponseId = outcome.Receipt.RunId,
            CreatedAt = outcome.Receipt.StartedAt,
            ModelId = Model(outcome.Receipt),
            FinishReason = FinishReason(outcome),
            AdditionalProperties = new() { [FusionProperties.Receipt] = outcome.Receipt },
        };
    }

    private static IEnumerable<AIContent> Contents(FusionOutcome outcome) =>
        outcome.ToolCalls.Count == 0 ? [new TextContent(outcome.Answer)]
        : outcome.Answer.Length > 0 ? [new TextContent(outcome.Answer), .. outcome.ToolCalls]
        : outcome.ToolCalls;

    private static ChatFinishReason FinishReason(FusionOutcome outcome) =>
        outcome.IsCutOff ? ChatFinishReason.Length : outcome.ToolCalls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;

    private static string? Model(FusionReceipt receipt) => receipt.Writer
        ?? receipt.Calls.FirstOrDefault(call => call.Role == CallRole.Panel && call.Candidate == receipt.Selected)?.RequestedModel;

    private static UsageDetails Usage(UsageDetails sums)
    {
        // Servers that report a total leave it out now and then; a sum over some of the calls would be wrong.
        if (sums is { InputTokenCount: { } input, OutputTokenCount: { } output })
            sums.TotalTokenCount = input + output;
        return sums;
    }

    private static void ThrowIfFailed(FusionOutcome outcome)
    {
        if (outcome.Receipt.Status != FusionStatus.Failed)
            return;

        if (outcome.Receipt.Failure is FusionFailure.BrokenOff or FusionFailure.WrongFormat or FusionFailure.Unexpected)
            throw new FusionException(string.Join(' ', outcome.Receipt.Notes), outcome.Receipt, Cause(outcome));

        var reasons = outcome.Pool.Candidates.Select(candidate =>
            $"{candidate.Model}: {candidate.State.ToString().ToLowerInvariant()}, {candidate.Failure?.Reason ?? "no reason given"}");
        var failure = outcome.Receipt.Failure switch
        {
            FusionFailure.QuorumNotMet => "Too few members of the panel gave a usable answer.",
            FusionFailure.NoAggregate => "The candidates could not be made into an answer.",
            _ => "No member of the panel gave a usable answer.",
        };
        throw new FusionException($"{failure} {string.Join(" | ", reasons)}", outcome.Receipt, Cause(outcome));
    }

    /// <summary>What the aggregator threw, else the first of its calls that failed, else the first candidate.</summary>
    private static Exception? Cause(FusionOutcome outcome) => outcome.Cause
        ?? outcome.Receipt.Calls.Where(call => call.Role != CallRole.Panel)
            .Concat(outcome.Receipt.Calls.Where(call => call.Role == CallRole.Panel))
            .Select(call => call.Failure?.Exception)
            .FirstOrDefault(exception => exception is not null);

    private static FusionReceipt? Find(AdditionalPropertiesDictionary? properties) => properties?.GetValueOrDefault(FusionProperties.Receipt) switch
    {
        FusionReceipt receipt => receipt,
        // A response that went through a cache comes back as JSON.
        JsonElement element => element.Deserialize<FusionReceipt>(AIJsonUtilities.DefaultOptions),
        _ => null,
    };
}
