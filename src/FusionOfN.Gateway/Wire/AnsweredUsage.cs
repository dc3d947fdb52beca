namespace FusionOfN.Gateway;

/// <summary>
/// The usage of an answer in the APIs whose clients need numbers: version 5 of Vercel's AI SDK and Anthropic's clients read no answer without them. Where no
/// server counted, it is that of the conversation and the answer, estimated, and says so.
/// </summary>
/// <param name="Totals">The sums.</param>
/// <param name="IsEstimated">Whether one of the counts is an estimate.</param>
internal readonly record struct AnsweredUsage(UsageTotals Totals, bool IsEstimated)
{
    public static AnsweredUsage Of(PlannedRun run, FusionOutcome outcome)
    {
        var usage = outcome.Receipt.Usage;
        if (UsageWriter.IsKnown(usage) || !RunFailure.HasAnswer(outcome.Receipt))
            return new(usage, IsEstimated: false);

        var model = run.Recipe.Panel.Members[0].Model;
        var count = model.CountTokens ?? TokenEstimate.Count;
        return new(
            usage with
            {
                InputTokens = usage.InputTokens ?? TokenEstimate.Count(model, run.Request.Messages),
                OutputTokens = usage.OutputTokens ?? count(outcome.Answer) + outcome.ToolCalls.Sum(call => count($"{call.Name} {ToolArguments.ToJson(call)}")),
            },
            IsEstimated: true);
    }
}
