using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>What an export makes a line of.</summary>
/// <param name="Row">The item.</param>
/// <param name="Answer">The answer of the method that is exported.</param>
/// <param name="Rejected">The worse answer, for pairs.</param>
internal sealed record ExportItem(SynthRow Row, SynthAnswer Answer, SynthCandidate? Rejected = null)
{
    /// <summary>The conversation without its system message.</summary>
    public IEnumerable<ChatMessage> Turns => Row.Prompt.Where(message => message.Role != ChatRole.System);

    /// <summary>What the system message says; empty when there is none.</summary>
    public string System => string.Join("\n\n", Row.Prompt.Where(message => message.Role == ChatRole.System).Select(message => message.Text));

    /// <summary>Whether user and assistant take turns, as formats with places for each want it.</summary>
    public bool Alternates => Turns.Select((message, index) => message.Role == (index % 2 == 0 ? ChatRole.User : ChatRole.Assistant)).All(fits => fits);

    /// <summary>Whether there is a picture in the conversation.</summary>
    public bool HasImages => Row.Images is { Count: > 0 } || Row.Prompt.Any(message => message.Contents.Any(content => content is not TextContent));
}
