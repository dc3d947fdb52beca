using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Stands where a recipe needs a panel although the candidates are there already.</summary>
public static class RecordedPanel
{
    /// <summary>A panel of one member that must never be asked.</summary>
    public static Panel Instance { get; } = Panel.OfOne(new NeverAsked(), 1, "recorded");

    private sealed class NeverAsked : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Refuse();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Refuse();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private static InvalidOperationException Refuse() =>
            new("This recipe has recorded candidates only: give the request its Candidates instead of sampling.");
    }
}
