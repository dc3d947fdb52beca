using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FusionOfN;

/// <summary>The engine's one activity source and one meter.</summary>
/// <remarks>
/// Names, tags and bounds of histograms are those of the OpenTelemetry GenAI conventions 1.41, the version that Microsoft.Extensions.AI 10.11 follows, where they have one:
/// https://github.com/open-telemetry/semantic-conventions/tree/v1.41.0/docs/gen-ai. Nothing here holds a prompt, an answer or a key.
/// </remarks>
public static class FusionTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "FusionOfN";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly InstrumentAdvice<double> CallSeconds = new() { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };

    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram(
        "fusion.run.duration", "s", "Duration of a run, from the request to the receipt.", tags: null, advice: RunSeconds);

    private static readonly Histogram<double> CallDuration =
        Meter.CreateHistogram("gen_ai.client.operation.duration", "s", "Duration of one call to a model.", tags: null, advice: CallSeconds);

    private static readonly Histogram<double> TimeToFirstChunk =
        Meter.CreateHistogram("gen_ai.client.operation.time_to_first_chunk", "s", "Time from a call to the first piece of its reply.", tags: null, advice: CallSeconds);

    private static readonly Histogram<long> TokenUsage = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens of one call, by kind.", tags: null,
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864] });

    private static readonly Counter<double> Cost = Meter.CreateCounter<double>("fusion.cost", "USD", "Known cost of calls.");

    /// <summary>The bounds of histograms of whole runs, in seconds: those of a call, and on to ten minutes.</summary>
    public static InstrumentAdvice<double> RunSeconds => field ??= new() { HistogramBucketBoundaries = [.. CallSeconds.HistogramBucketBoundaries!, 163.84, 327.68, 655.36] };

    internal static Activity? StartRun(Recipe recipe) => Source.StartActivity("invoke_workflow fusion", ActivityKind.Internal)?
        .SetTag("gen_ai.operation.name", "invoke_workflow")
        .SetTag("gen_ai.request.choice.count", recipe.Panel.Size)
        .SetTag("fusion.recipe", recipe.Name)
        .SetTag("fusion.strategy", recipe.Aggregator.Name);

    internal static void EndRun(Activity? activity, FusionReceipt receipt)
    {
        var status = TelemetryWords.Of(receipt.Status);
        var error = receipt.Status == FusionStatus.Failed ? TelemetryWords.Of(receipt.Failure ?? FusionFailure.NoCandidate) : null;
        activity?
            .SetTag("fusion.run_id", receipt.RunId)
            .SetTag("fusion.candidates", receipt.Answered)
            .SetTag("fusion.winner", receipt.Selected)
            .SetTag("fusion.status", status)
            .SetTag("error.type", error)
            .SetTag("gen_ai.usage.input_tokens", Sum(receipt, call => call.InputTokens))
            .SetTag("gen_ai.usage.output_tokens", Sum(receipt, call => call.OutputTokens))
            .SetTag("gen_ai.usage.cache_read.input_tokens", Sum(receipt, call => call.CachedTokens))
            .SetTag("gen_ai.usage.reasoning.output_tokens", Sum(receipt, call => call.ReasoningTokens));
        if (error is not null && receipt.Failure != FusionFailure.Cancelled)
            activity?.SetStatus(ActivityStatusCode.Error, error);

        TagList tags = new() { { "fusion.strategy", receipt.Aggregator }, { "fusion.status", status } };
        Add(ref tags, "error.type", error);
        RunDuration.Record(receipt.DurationMs / 1000, tags);
    }

    /// <summary>Starts the span of a call. It is not made the current one: calls that share one request are siblings.</summary>
    internal static Activity? StartCall(CallRole role, CallTarget target, Microsoft.Extensions.AI.ChatOptions options)
    {
        if (!Source.HasListeners())
            return null;

        var parent = Activity.Current;
        var activity = Source.StartActivity($"chat {target.Model}", ActivityKind.Client);
        Activity.Current = parent;
        return activity?
            .SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", target.Provider)
            .SetTag("server.address", target.Address)
            .SetTag("server.port", target.Port)
            .SetTag("gen_ai.request.model", target.Model)
            .SetTag("gen_ai.request.stream", true)
            .SetTag("gen_ai.request.temperature", options.Temperature)
            .SetTag("gen_ai.request.top_p", options.TopP)
            .SetTag("gen_ai.request.top_k", options.TopK)
            .SetTag("gen_ai.request.max_tokens", options.MaxOutputTokens)
            .SetTag("gen_ai.request.frequency_penalty", options.FrequencyPenalty)
            .SetTag("gen_ai.request.presence_penalty", options.PresencePenalty)
            .SetTag("gen_ai.request.stop_sequences", options.StopSequences is { Count: > 0 } stops ? stops.ToArray() : null)
            .SetTag("gen_ai.request.seed", options.Seed)
            .SetTag("gen_ai.output.type", TelemetryWords.Of(options.ResponseFormat))
            .SetTag("fusion.role", TelemetryWords.Of(role));
    }

    internal static void EndCall(Activity? activity, CallTarget target, CallRecord call)
    {
        var error = TelemetryWords.ErrorOf(call);
        activity?
            .SetTag("gen_ai.response.model", call.ServedModel)
            .SetTag("gen_ai.response.finish_reasons", call.FinishReason is { } reason ? new[] { reason } : null)
            .SetTag("gen_ai.response.time_to_first_chunk", call.FirstTokenMs / 1000)
            .SetTag("gen_ai.usage.input_tokens", call.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", call.OutputTokens)
            .SetTag("gen_ai.usage.cache_read.input_tokens", call.CachedTokens)
            .SetTag("gen_ai.usage.reasoning.output_tokens", call.ReasoningTokens)
            .SetTag("error.type", error)
            .SetTag("fusion.state", TelemetryWords.Of(call.State));
        if (error is not null && call.State != CallState.Cancelled)
            activity?.SetStatus(ActivityStatusCode.Error);
        activity?.Dispose();

        TagList tags = new() { { "gen_ai.operation.name", "chat" }, { "gen_ai.request.model", target.MetricName } };
        Add(ref tags, "gen_ai.provider.name", target.Provider);
        Add(ref tags, "server.address", target.Address);
        Add(ref tags, "server.port", target.Port);
        if (call.CostUsd is { } cost)
            Cost.Add((double)cost, tags);

        // Servers repeat the name they were asked for, which may be made up.
        Add(ref tags, "gen_ai.response.model", target.IsNamed ? call.ServedModel : null);
        if (call.FirstTokenMs is { } first)
            TimeToFirstChunk.Record(first / 1000, tags);
        RecordTokens(call.InputTokens, "input", tags);
        RecordTokens(call.OutputTokens, "output", tags);
        Add(ref tags, "error.type", error);
        CallDuration.Record(call.LatencyMs / 1000, tags);
    }

    private static void RecordTokens(long? tokens, string kind, TagList tags)
    {
        if (tokens is not { } count)
            return;
        tags.Add("gen_ai.token.type", kind);
        TokenUsage.Record(count, tags);
    }

    /// <summary>Adds a tag, when it has a value.</summary>
    private static void Add(ref TagList tags, string name, object? value)
    {
        if (value is not null)
            tags.Add(name, value);
    }

    private static long? Sum(FusionReceipt receipt, Func<CallRecord, long?> count) =>
        receipt.Calls.Any(call => count(call) is not null) ? receipt.Calls.Sum(count) : null;
}
