using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>A streamed answer whose first token has arrived.</summary>
/// <param name="Attempt">The attempt, which the stream now owns.</param>
/// <param name="Updates">The rest of the stream.</param>
/// <param name="Begin">The updates up to and with the first token.</param>
/// <param name="HasEnded">Whether the stream ended within <paramref name="Begin"/>.</param>
internal sealed record OpenedStream(Attempt Attempt, IAsyncEnumerator<ChatResponseUpdate> Updates, IReadOnlyList<ChatResponseUpdate> Begin, bool HasEnded)
    : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Updates.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Attempt.Dispose();
        }
    }
}
