using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>The name of an item's content: 32 hexadecimal characters of its SHA-256. Rows of equal content have equal names, wherever they stand.</summary>
public static class ContentHash
{
    private const int Bytes = 16;

    /// <summary>The name of a conversation, and of what else makes its row what it is.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="more">For example the language that is wanted; an empty text differs from none.</param>
    public static string Of(IReadOnlyList<ChatMessage> messages, params IReadOnlyList<string> more)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(more);
        return CanonicalJson.With(writer => Write(writer, messages, more), Of);
    }

    /// <summary>The name of bytes.</summary>
    /// <param name="content">The content in one form only, for example canonical JSON.</param>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> more)
    {
        writer.WriteStartArray();
        foreach (ChatMessage message in messages)
            CallKeyWriter.WriteMessage(writer, message);
        foreach (string text in more)
            CanonicalJson.WriteText(writer, text);
        writer.WriteEndArray();
    }
}
