using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The engine's one activity source and one meter. Names follow the OpenTelemetry GenAI conventions where they have one.</summary>
/// <remarks>Nothing here holds a prompt, an answer or a key.</remarks>
public static class FusionTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "FusionOfN";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<double> RunDuration =
        Meter.CreateHistogram<double>("fusion.run.duration", "s", "Duration of a run, from the request to the receipt.");

    private static readonly Histogram<double> CallDuration =
        Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Duration of one call to a model.");

    private static readonly Histogram<long> TokenUsage =
        Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of one call, by kind.");

    private static readonly Counter<double> Cost = Meter.CreateCounter<double>("fusion.cost", "USD", "Known cost of calls.");

    internal static Activity? StartRun(Recipe recipe)
    {
        var activity = Source.StartActivity("invoke_workflow fusion", ActivityKind.Internal);
        return activity?
            .SetTag("gen_ai.operation.name", "invoke_workflow")
            .SetTag("gen_ai.request.choice.count", recipe.Panel.Size)
            .SetTag("fusion.recipe", recipe.Name)
            .SetTag("fusion.strategy", recipe.Aggregator.Name);
    }

    internal static void EndRun(Activity? activity, FusionReceipt receipt)
    {
        var status = receipt.Status.ToString().ToLowerInvariant();
        activity?
            .SetTag("fusion.run_id", receipt.RunId)
            .SetTag("fusion.candidates", receipt.Answered)
            .SetTag("fusion.winner", receipt.Selected)
            .SetTag("fusion.status", status)
            .SetTag("gen_ai.usage.input_tokens", receipt.Usage.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", receipt.Usage.OutputTokens);
        if (receipt.Status == FusionStatus.Failed)
            activity?.SetStatus(ActivityStatusCode.Error, "no usable candidate");
        RunDuration.Record(receipt.DurationMs / 1000, new("fusion.strategy", receipt.Aggregator), new("fusion.status", status));
    }

    internal static Activity? StartCall(CallRole role, string model, ChatOptions options)
    {
        var activity = Source.HasListeners() ? Source.StartActivity($"chat {model}", ActivityKind.Client) : null;
        return activity?
            .SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.request.model", model)
            .SetTag("gen_ai.request.temperature", options.Temperature)
            .SetTag("gen_ai.request.max_tokens", options.MaxOutputTokens)
            .SetTag("gen_ai.request.seed", options.Seed)
            .SetTag("fusion.role", role.ToString().ToLowerInvariant());
    }

    internal static void EndCall(Activity? activity, CallRecord call)
    {
        activity?
            .SetTag("gen_ai.response.model", call.ServedModel)
            .SetTag("gen_ai.response.finish_reasons", call.FinishReason is { } reason ? new[] { reason } : null)
            .SetTag("gen_ai.usage.input_tokens", call.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", call.OutputTokens)
            .SetTag("fusion.state", call.State.ToString().ToLowerInvariant());
        if (call.State is CallState.Failed or CallState.TimedOut)
            activity?.SetTag("error.type", call.Failure?.StatusCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? call.State.ToString()).SetStatus(ActivityStatusCode.Error);

        TagList tags = new() { { "gen_ai.operation.name", "chat" }, { "gen_ai.request.model", call.RequestedModel } };
        CallDuration.Record(call.LatencyMs / 1000, tags);
        RecordTokens(call.InputTokens, "input", tags);
        RecordTokens(call.OutputTokens, "output", tags);
        if (call.CostUsd is { } cost)
            Cost.Add((double)cost, tags);
    }

    private static void RecordTokens(long? count, string kind, TagList tags)
    {
        if (count is not { } tokens)
            return;

        tags.Add("gen_ai.token.type", kind);
        TokenUsage.Record(tokens, tags);
    }
}
