using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

[Collection(nameof(FusionTelemetryTests))]
[CollectionDefinition(nameof(FusionTelemetryTests), DisableParallelization = true)]
public sealed class FusionTelemetryTests
{
    [Fact]
    public async Task Run_Spans_HaveGenAiNamesAndNothingSensitive()
    {
        using Recording recording = new();

        await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("private answer", "another")), new FusionRequest(Runs.Ask("private prompt")));

        var spans = recording.Spans;
        var run = Assert.Single(spans, span => span.OperationName == "invoke_workflow fusion");
        Assert.Equal("fusion", run.GetTagItem("fusion.strategy"));
        Assert.Equal("full", run.GetTagItem("fusion.status"));
        Assert.Equal(["chat fusor", "chat m0", "chat m1"], spans.Where(span => span != run).Select(span => span.OperationName).Order());
        Assert.All(spans, span => Assert.DoesNotContain("private", string.Concat(span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")), StringComparison.Ordinal));
        Assert.All(spans.Where(span => span != run), span => Assert.Equal(run.SpanId, span.ParentSpanId));
    }

    [Fact]
    public async Task Call_Span_HasWhatWasAskedAndWhatCameBack()
    {
        using Recording recording = new();
        ScriptedReply reply = new()
        {
            Text = "a",
            Usage = new UsageDetails { InputTokenCount = 9, OutputTokenCount = 5, CachedInputTokenCount = 4, ReasoningTokenCount = 2 },
        };
        using Addressed client = new(reply, new Uri("https://models.example:8443/v1"));
        ChatOptions options = new()
        {
            Temperature = 0.5f,
            TopP = 0.9f,
            TopK = 40,
            MaxOutputTokens = 100,
            FrequencyPenalty = 0.1f,
            PresencePenalty = 0.2f,
            Seed = 3,
            StopSequences = ["END"],
            ResponseFormat = ChatResponseFormat.Json,
        };

        await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(client, 1, "m")), new FusionRequest(Runs.Ask()) { Options = options });

        var call = Assert.Single(recording.Spans, span => span.OperationName == "chat m");
        Assert.Equal(ActivityKind.Client, call.Kind);
        Dictionary<string, object?> expected = new()
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "example",
            ["server.address"] = "models.example",
            ["server.port"] = 8443,
            ["gen_ai.request.model"] = "m",
            ["gen_ai.request.stream"] = true,
            ["gen_ai.request.temperature"] = 0.5f,
            ["gen_ai.request.top_p"] = 0.9f,
            ["gen_ai.request.top_k"] = 40,
            ["gen_ai.request.max_tokens"] = 100,
            ["gen_ai.request.frequency_penalty"] = 0.1f,
            ["gen_ai.request.presence_penalty"] = 0.2f,
            ["gen_ai.output.type"] = "json",
            ["gen_ai.response.model"] = "served",
            ["gen_ai.usage.input_tokens"] = 9L,
            ["gen_ai.usage.output_tokens"] = 5L,
            ["gen_ai.usage.cache_read.input_tokens"] = 4L,
            ["gen_ai.usage.reasoning.output_tokens"] = 2L,
            ["fusion.state"] = "ok",
        };
        Assert.All(expected, tag => Assert.Equal(tag.Value, call.GetTagItem(tag.Key)));
        Assert.Equal(["END"], Assert.IsType<string[]>(call.GetTagItem("gen_ai.request.stop_sequences")));
        Assert.Equal(["stop"], Assert.IsType<string[]>(call.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.IsType<double>(call.GetTagItem("gen_ai.response.time_to_first_chunk"));
        Assert.Null(call.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Usage_NobodyReported_IsAbsentAndNeverZero()
    {
        using Recording recording = new();

        await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("a", "b")));

        Assert.All(recording.Spans, span => Assert.DoesNotContain(span.TagObjects, tag => tag.Key.StartsWith("gen_ai.usage", StringComparison.Ordinal)));
        Assert.DoesNotContain(recording.Measurements, measured => measured.Instrument.Name == "gen_ai.client.token.usage");
    }

    [Theory]
    [InlineData(429, "429")]
    [InlineData(null, "System.InvalidOperationException")]
    public async Task Call_Failed_SaysSoOnTheDurationMetricAndTheSpan(int? status, string expected)
    {
        using Recording recording = new();
        Exception thrown = status is { } code ? new HttpRequestException("slow down", inner: null, (HttpStatusCode)code) : new InvalidOperationException("broken");
        Panel panel = new(new PanelMember(Runs.Model("bad", new ScriptedChatClient(ScriptedReply.Failing(thrown), "bad"))), new PanelMember(Runs.Model("good", new ScriptedChatClient("a", "good"))));

        await Runs.CompleteAsync(Runs.Recipe(panel));

        var durations = recording.Measurements.Where(measured => measured.Instrument.Name == "gen_ai.client.operation.duration").ToList();
        Assert.Equal(expected, Assert.Single(durations, measured => Equals(measured.Tags["gen_ai.request.model"], "bad")).Tags["error.type"]);
        Assert.DoesNotContain("error.type", Assert.Single(durations, measured => Equals(measured.Tags["gen_ai.request.model"], "good")).Tags.Keys);
        var span = Assert.Single(recording.Spans, span => span.OperationName == "chat bad");
        Assert.Equal((expected, ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
        Assert.DoesNotContain(recording.Measurements, measured => measured.Instrument.Name == "gen_ai.client.operation.time_to_first_chunk" && Equals(measured.Tags["gen_ai.request.model"], "bad"));
    }

    [Fact]
    public async Task Run_WithoutAnAnswer_SaysWhyOnItsDuration()
    {
        using Recording recording = new();

        await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("", "")));

        var run = Assert.Single(recording.Measurements, measured => measured.Instrument.Name == "fusion.run.duration");
        Assert.Equal(("failed", "no_candidate"), (run.Tags["fusion.status"], run.Tags["error.type"]));
        Assert.All(recording.Spans.Where(span => span.Kind == ActivityKind.Client), span => Assert.Equal("empty", span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Histograms_HaveTheBoundsOfTheConventions()
    {
        using Recording recording = new();
        ScriptedReply reply = new() { Text = "a", Usage = new UsageDetails { InputTokenCount = 9 } };

        await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(new ScriptedChatClient(reply, "m"), 1)));

        double[] seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
        Assert.Equal(seconds, Bounds<double>("gen_ai.client.operation.duration"));
        Assert.Equal(seconds, Bounds<double>("gen_ai.client.operation.time_to_first_chunk"));
        Assert.Equal([.. seconds, 163.84, 327.68, 655.36], Bounds<double>("fusion.run.duration"));
        Assert.Equal(Enumerable.Range(0, 14).Select(power => 1L << (2 * power)), Bounds<long>("gen_ai.client.token.usage"));

        IReadOnlyList<T>? Bounds<T>(string name)
            where T : struct => Assert.IsType<Histogram<T>>(recording.Measurements.First(measured => measured.Instrument.Name == name).Instrument).Advice!.HistogramBucketBoundaries;
    }

    [Fact]
    public async Task SamplesDrawnTogether_HaveASpanEachBesideTheOthers()
    {
        using Recording recording = new();
        using Together client = new();

        await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(client, 3, "m")));

        var run = Assert.Single(recording.Spans, span => span.OperationName == "invoke_workflow fusion");
        var samples = recording.Spans.Where(span => span.OperationName == "chat m").ToList();
        Assert.Equal(3, samples.Count);
        Assert.All(samples, span => Assert.Equal(run.SpanId, span.ParentSpanId));
        Assert.Equal(3, recording.Measurements.Count(measured => measured.Instrument.Name == "gen_ai.client.operation.duration" && Equals(measured.Tags["gen_ai.request.model"], "m")));
    }

    [Fact]
    public async Task ModelOfThisProcess_HasNoAddress()
    {
        using Recording recording = new();
        using Addressed client = new("a", new Uri("/home/somebody/models/x"));

        await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(client, 1, "m")));

        Assert.All(recording.Spans, span => Assert.Null(span.GetTagItem("server.address")));
        Assert.All(recording.Spans, span => Assert.DoesNotContain("somebody", string.Concat(span.TagObjects), StringComparison.Ordinal));
    }

    /// <summary>The spans and measurements of this test, and of no other that runs beside it.</summary>
    private sealed class Recording : IDisposable
    {
        private readonly Activity _root = new Activity("test").Start();
        private readonly ActivityListener _spans;
        private readonly MeterListener _meter = new();
        private readonly List<Activity> _ended = [];
        private readonly List<Measured> _measured = [];

        public Recording()
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == FusionTelemetry.SourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity => { if (activity.TraceId == _root.TraceId) lock (_ended) _ended.Add(activity); },
            };
            ActivitySource.AddActivityListener(_spans);
            _meter.InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == FusionTelemetry.SourceName) listener.EnableMeasurementEvents(instrument); };
            _meter.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
            _meter.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
            _meter.Start();
        }

        public IReadOnlyList<Activity> Spans { get { lock (_ended) return [.. _ended]; } }

        public IReadOnlyList<Measured> Measurements { get { lock (_measured) return [.. _measured]; } }

        public void Dispose()
        {
            _meter.Dispose();
            _spans.Dispose();
            _root.Dispose();
        }

        private void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Activity.Current?.TraceId != _root.TraceId)
                return;
            lock (_measured)
                _measured.Add(new Measured(instrument, tags.ToArray().ToDictionary()));
        }
    }

    private sealed record Measured(Instrument Instrument, IReadOnlyDictionary<string, object?> Tags);

    /// <summary>A client that says where its model is.</summary>
    private sealed class Addressed(ScriptedReply reply, Uri address) : DelegatingChatClient(new ScriptedChatClient(reply, "served"))
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("example", address, "served") : base.GetService(serviceType, serviceKey);
    }

    /// <summary>A client that draws its samples together.</summary>
    private sealed class Together() : DelegatingChatClient(new ScriptedChatClient("a")), IMultiSampleChatClient
    {
        public async IAsyncEnumerable<SampleUpdate> GetStreamingSamplesAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, IReadOnlyList<long?> seeds,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            for (var i = 0; i < seeds.Count; i++)
                yield return new SampleUpdate(i, new ChatResponseUpdate(ChatRole.Assistant, $"sample {i}") { FinishReason = ChatFinishReason.Stop });
        }
    }
}
