using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Local.Tests;

/// <summary>The batch, moved step by step by the test's own hand: when exactly a cancellation is heard.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly TestModel _model = TestModel.Create();
    private readonly InferenceSession _session;
    private readonly DecodeBatch _batch;

    public CancellationTests()
    {
        var path = Path.Combine(_model.Folder, "model.onnx");
        _session = OnnxSessions.Open(path);
        var layout = GraphLayout.Read(_session, path, ModelSettings.Read(_model.Folder));
        _batch = new DecodeBatch(new GraphRunner(_session, layout), _model.Model.Tokenizer, new HashSet<int>(), maxRows: 8);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _batch.Dispose();
        _session.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Step_JobCancelled_GivesNoFurtherTokenAndLeavesTheOthers()
    {
        using CancellationTokenSource stop = new();
        var (cancelled, other) = (Job(samples: 2, stop.Token), Job(samples: 1, Cancellation));
        Assert.True(_batch.Begin(cancelled));
        Assert.True(_batch.Begin(other));
        _batch.Step();
        await stop.CancelAsync();
        _batch.Step();
        _batch.Step();

        List<GenerationUpdate> updates = [];
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in cancelled.ReadAsync(Cancellation))
                updates.Add(update);
        });

        // Two samples: a token each from the prompt, and one from the step before the cancellation.
        Assert.Equal(4, updates.Count);
        Assert.False(_batch.IsEmpty);
        while (!_batch.IsEmpty)
            _batch.Step();
        Assert.Equal(20, await other.ReadAsync(Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Begin_JobCancelled_DoesNotReadThePrompt()
    {
        var job = Job(samples: 1, new CancellationToken(canceled: true));

        Assert.True(_batch.Begin(job));
        Assert.True(_batch.IsEmpty);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await job.ReadAsync(Cancellation).CountAsync(Cancellation));
    }

    private GenerationJob Job(int samples, CancellationToken cancellationToken) =>
        new(_model.Encode("The capital"), new GenerationOptions { IgnoreEnd = true }, [.. Enumerable.Range(0, samples).Select(seed => (long)seed)], cancellationToken) { MaxTokens = 20 };
}
