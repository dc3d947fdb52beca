using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace FusionOfN;

/// <summary>The events of a run that nobody follows: all but its outcome are let go as they are told.</summary>
internal sealed class OutcomeOnly : ChannelWriter<FusionEvent>
{
    /// <summary>The run's outcome; null until it is told.</summary>
    public FusionOutcome? Outcome { get; private set; }

    public override bool TryWrite(FusionEvent item)
    {
        if (item is FusionCompleted completed)
            Outcome = completed.Outcome;
        return true;
    }

    public override bool TryComplete(Exception? error = null) => true;

    [ExcludeFromCodeCoverage(Justification = "Nobody waits to write.")]
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => new(true);
}
