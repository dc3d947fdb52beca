using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes a run as a stream that begins with the first piece of its answer: until then, a run without an answer can have a status of its own.</summary>
internal abstract class RunStream
{
    private FusionReceipt? _failed;

    protected RunStream(HttpResponse response, SseStream stream, PlannedRun run)
    {
        Response = response;
        Stream = stream;
        Run = run;
        Model = run.Writer;
    }

    protected HttpResponse Response { get; }

    protected SseStream Stream { get; }

    protected PlannedRun Run { get; }

    /// <summary>The run's id; empty until it has begun.</summary>
    protected string RunId { get; private set; } = "";

    /// <summary>The model that writes, as far as it is known.</summary>
    protected string Model { get; private set; }

    /// <summary>Writes the run to its end.</summary>
    /// <exception cref="GatewayException">There is no answer, which was found out before the first byte.</exception>
    public async Task WriteAsync(IAsyncEnumerable<FusionEvent> events, TimeProvider time)
    {
        await EventPump.RunAsync(events, Stream, Write, Fail, time);
        if (_failed is not null && !Stream.HasStarted)
            throw RunFailure.Of(_failed);
    }

    /// <summary>Ends the stream with an error.</summary>
    protected abstract void Fail(GatewayException error);

    /// <summary>Writes a piece of the answer.</summary>
    protected abstract void Add(string text);

    /// <summary>Ends the stream of a run that has an answer.</summary>
    protected abstract void End(FusionOutcome outcome);

    /// <summary>Passes on what a single model says beside its answer.</summary>
    protected virtual void Pass(CandidateDelta delta)
    {
    }

    /// <summary>Tells what happens in the run, for clients that ask for it.</summary>
    protected virtual void Tell(FusionEvent step)
    {
    }

    private void Write(FusionEvent step)
    {
        if (step is RunStarted started)
        {
            RunId = started.RunId;
            RunHeaders.Write(Response, started);
        }

        Tell(step);
        switch (step)
        {
            case AnswerDelta { Text.Length: > 0 } delta:
                Model = delta.ModelServed ?? Model;
                Add(delta.Text);
                break;
            case CandidateDelta delta when Run.IsSolo:
                Model = delta.ModelServed ?? Model;
                Pass(delta);
                break;
            case FusionCompleted { Outcome: var outcome } when RunFailure.HasAnswer(outcome.Receipt):
                Model = ServedBy.Model(outcome.Receipt, Run);
                End(outcome);
                break;
            case FusionCompleted { Outcome: var outcome }:
                _failed = outcome.Receipt;
                if (Stream.HasStarted)
                    Fail(RunFailure.Of(outcome.Receipt));
                break;
        }
    }
}
