using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>A client that draws several samples of one prompt together, for example from one shared prefill.</summary>
/// <remarks>Offered through <see cref="IChatClient.GetService(Type, object?)"/>. The panel sampler uses it when a member asks for more than one sample.</remarks>
public interface IMultiSampleChatClient
{
    /// <summary>Streams <c>seeds.Count</c> samples of one prompt, interleaved.</summary>
    /// <param name="messages">The conversation, the same for every sample.</param>
    /// <param name="options">The options, the same for every sample; their seed is ignored.</param>
    /// <param name="seeds">One seed per sample, or null for a random one. A sample with a seed is the same text as a single call with that seed.</param>
    /// <param name="cancellationToken">Stops all samples.</param>
    /// <returns>Updates, each with the index of the sample (0 to <c>seeds.Count - 1</c>) it belongs to.</returns>
    IAsyncEnumerable<SampleUpdate> GetStreamingSamplesAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, IReadOnlyList<long?> seeds, CancellationToken cancellationToken = default);
}
