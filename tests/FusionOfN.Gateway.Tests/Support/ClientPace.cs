using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>Lets an upstream send each piece of its answer only when the client has got the piece before: what arrives together may go on as one.</summary>
internal sealed class ClientPace
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _got = [];
    private int _count;

    /// <summary>The reply at this pace.</summary>
    public UpstreamReply Set(UpstreamReply reply) => reply with { PieceGate = piece => piece == 0 ? Task.CompletedTask : After(piece).Task };

    /// <summary>The client has got another piece.</summary>
    public void Note() => After(Interlocked.Increment(ref _count)).TrySetResult();

    private TaskCompletionSource After(int pieces)
    {
        lock (_lock)
        {
            while (_got.Count < pieces)
                _got.Add(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _got[pieces - 1];
        }
    }
}
