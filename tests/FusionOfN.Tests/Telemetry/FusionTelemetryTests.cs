using System.Diagnostics;

namespace FusionOfN.Tests;

[Collection(nameof(FusionTelemetryTests))]
[CollectionDefinition(nameof(FusionTelemetryTests), DisableParallelization = true)]
public sealed class FusionTelemetryTests
{
    [Fact]
    public async Task Run_Spans_HaveGenAiNamesAndNothingSensitive()
    {
        List<Activity> spans = [];
        using Activity root = new("test");
        root.Start();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == FusionTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => { if (activity.TraceId == root.TraceId) lock (spans) spans.Add(activity); },
        };
        ActivitySource.AddActivityListener(listener);

        await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("private answer", "another")), new FusionRequest(Runs.Ask("private prompt")));

        var run = Assert.Single(spans, span => span.OperationName == "invoke_workflow fusion");
        Assert.Equal("fusion", run.GetTagItem("fusion.strategy"));
        Assert.Equal("full", run.GetTagItem("fusion.status"));
        Assert.Equal(["chat fusor", "chat m0", "chat m1"], spans.Where(span => span != run).Select(span => span.OperationName).Order());
        Assert.All(spans, span => Assert.DoesNotContain("private", string.Concat(span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")), StringComparison.Ordinal));
        Assert.All(spans.Where(span => span != run), span => Assert.Equal(run.SpanId, span.ParentSpanId));
    }
}
