using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>A request as every endpoint that leads to a run begins with it.</summary>
/// <param name="Ask">What is asked for, in its canonical form.</param>
/// <param name="Depth">How many fusions it is already inside of.</param>
/// <param name="ComesFromHere">Whether it is this gateway's own fusion.</param>
internal sealed record Incoming(FusionAsk Ask, int Depth, bool ComesFromHere)
{
    /// <summary>The key it came with; null when none is needed.</summary>
    public ApiKey? Key { get; init; }

    /// <summary>The run of it.</summary>
    /// <param name="messages">Its conversation.</param>
    /// <param name="options">Options for members and fusor.</param>
    public RunRequest ToRun(IReadOnlyList<ChatMessage> messages, ChatOptions options) => new(Ask, messages, options)
    {
        Depth = Depth,
        ComesFromHere = ComesFromHere,
        Key = Key,
    };
}
