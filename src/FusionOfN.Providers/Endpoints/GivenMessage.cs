using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// A message as a client of the chat completions API gave it, kept as a message's <see cref="ChatMessage.RawRepresentation"/>. Endpoints that speak this API send it
/// as it is, with the fields that the neutral model has no place for; others go by the contents.
/// </summary>
public sealed class GivenMessage
{
    private readonly AIContent[] _contents;

    private GivenMessage(JsonObject json, AIContent[] contents)
    {
        Json = json;
        _contents = contents;
    }

    /// <summary>The message in the words of the chat completions API.</summary>
    public JsonObject Json { get; }

    /// <summary>Keeps a message's form beside the contents it was read into.</summary>
    /// <param name="message">The message.</param>
    /// <param name="json">The message in the words of the API; not changed any more.</param>
    public static void Keep(ChatMessage message, JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.RawRepresentation = new GivenMessage(json, [.. message.Contents]);
    }

    /// <summary>The form that was kept; null when there is none, or when the contents are others by now.</summary>
    /// <param name="message">The message.</param>
    public static JsonObject? Of(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.RawRepresentation is GivenMessage given && given.IsOf(message.Contents) ? given.Json : null;
    }

    private bool IsOf(IList<AIContent> contents)
    {
        if (contents.Count != _contents.Length) return false;
        for (int i = 0; i < _contents.Length; i++)
        {
            if (!ReferenceEquals(contents[i], _contents[i])) return false;
        }

        return true;
    }
}
