namespace FusionOfN.Gateway;

/// <summary>What the output of a response holds: the fusion behind the answer or what a single model thought, then the answer or the calls for tools.</summary>
internal static class OutputItems
{
    /// <summary>Whether the output begins with the item of a fusion. One model that answers alone is none.</summary>
    public static bool HasFusion(PlannedRun run, ResponsesBody body) => body.ShowsFusion && run.IsFusion && !run.IsSolo;

    /// <summary>The items.</summary>
    /// <param name="run">The run.</param>
    /// <param name="body">What was asked for.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="passed">What a plain model's reply holds beside that.</param>
    public static IEnumerable<OutputItem> Of(PlannedRun run, ResponsesBody body, FusionOutcome outcome, PassedChoice passed)
    {
        ResponseIds ids = new(outcome.Receipt.RunId);
        if (HasFusion(run, body))
            yield return new OutputItem(ids.Fusion, json => OutputItemWriter.WriteFusion(json, ids.Fusion, run, outcome));
        if (ReasoningOf(run, outcome) is { } reasoning)
            yield return new OutputItem(ids.Reasoning, json => OutputItemWriter.WriteReasoning(json, ids.Reasoning, reasoning));
        var calls = OutputCall.Of(ids, body, outcome, passed).ToList();
        if (Refusals.TextOf(outcome) is { } refusal)
            yield return new OutputItem(ids.Message, json => OutputItemWriter.WriteRefused(json, ids.Message, refusal));
        else if (outcome.Answer.Length > 0 || calls.Count == 0)
            yield return new OutputItem(ids.Message, json => OutputItemWriter.WriteMessage(json, ids.Message, outcome.Answer, passed, ResponseWriter.IncompleteOf(outcome) is not null));
        foreach (var call in calls)
            yield return new OutputItem(call.ItemId, json => call.Write(json, isDone: true));
    }

    private static string? ReasoningOf(PlannedRun run, FusionOutcome outcome) =>
        run.IsSolo && outcome.Pool.Candidates is [{ Reasoning: { Length: > 0 } reasoning }, ..] ? reasoning : null;
}
