namespace FusionOfN.Gateway;

/// <summary>What the output of a response holds: the fusion behind the answer or what a single model thought, then the answer or the calls for tools.</summary>
internal static class OutputItems
{
    /// <summary>Whether the output begins with the item of a fusion. One model that answers alone is none.</summary>
    public static bool HasFusion(PlannedRun run, ResponsesBody body) => body.ShowsFusion && run.IsFusion && !run.IsSolo;

    public static IEnumerable<OutputItem> Of(PlannedRun run, ResponsesBody body, FusionOutcome outcome)
    {
        ResponseIds ids = new(outcome.Receipt.RunId);
        if (HasFusion(run, body))
            yield return new OutputItem(ids.Fusion, json => OutputItemWriter.WriteFusion(json, ids.Fusion, run, outcome));
        if (ReasoningOf(run, outcome) is { } reasoning)
            yield return new OutputItem(ids.Reasoning, json => OutputItemWriter.WriteReasoning(json, ids.Reasoning, reasoning));
        if (Refusals.TextOf(outcome) is { } refusal)
            yield return new OutputItem(ids.Message, json => OutputItemWriter.WriteRefused(json, ids.Message, refusal));
        else if (outcome.Answer.Length > 0 || outcome.ToolCalls.Count == 0)
            yield return new OutputItem(ids.Message, json => OutputItemWriter.WriteMessage(json, ids.Message, outcome.Answer, ResponseWriter.IncompleteOf(outcome) is not null));
        for (var i = 0; i < outcome.ToolCalls.Count; i++)
        {
            var (id, call) = (ids.Call(i), outcome.ToolCalls[i]);
            yield return new OutputItem(id, json => OutputItemWriter.WriteCall(json, id, call, ToolArguments.ToJson(call)));
        }
    }

    private static string? ReasoningOf(PlannedRun run, FusionOutcome outcome) =>
        run.IsSolo && outcome.Pool.Candidates is [{ Reasoning: { Length: > 0 } reasoning }, ..] ? reasoning : null;
}
