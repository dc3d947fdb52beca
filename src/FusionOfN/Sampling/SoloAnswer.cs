using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace FusionOfN;

/// <summary>The events of a run whose one candidate is the answer: its pieces are pieces of the answer, passed on as they arrive.</summary>
internal sealed class SoloAnswer : ChannelWriter<FusionEvent>
{
    private readonly ChannelWriter<FusionEvent> _events;
    private readonly Action _passedOn;
    private readonly Action<string> _discard;

    /// <summary>Creates the writer.</summary>
    /// <param name="events">Where all events go.</param>
    /// <param name="passedOn">Called for each piece of the answer.</param>
    /// <param name="discard">Called when the candidate starts again, with the reason: what was passed on is void.</param>
    public SoloAnswer(ChannelWriter<FusionEvent> events, Action passedOn, Action<string> discard)
    {
        _events = events;
        _passedOn = passedOn;
        _discard = discard;
    }

    public override bool TryWrite(FusionEvent item)
    {
        if (item is CandidateStarted)
            _discard("The model failed and another one answers instead.");
        if (!_events.TryWrite(item))
            return false;
        if (item is not CandidateDelta { Text.Length: > 0 } delta)
            return true;

        _passedOn();
        return _events.TryWrite(new AnswerDelta(delta.Text) { ModelServed = delta.ModelServed });
    }

    [ExcludeFromCodeCoverage(Justification = "The channel is unbounded: nobody waits to write.")]
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => _events.WaitToWriteAsync(cancellationToken);
}
