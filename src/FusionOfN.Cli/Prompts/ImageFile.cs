using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Reads the pictures of <c>--image</c>. What a file is, its first bytes say, not its name.</summary>
internal static class ImageFile
{
    private const int MaxMegabytes = 20;

    public static async Task<DataContent> ReadAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        byte[] bytes = await InputFile.ReadBytesAsync(host, path, MaxMegabytes, cancellationToken)
            ?? throw CliException.BadInput($"--image: {path} is larger than {MaxMegabytes} MB", "Make it smaller; models see no more in a large picture.");
        return TypeOf(bytes) is { } type
            ? new DataContent(bytes, type)
            : throw CliException.BadInput($"--image: {path} is no PNG, JPEG, GIF or WebP picture");
    }

    /// <summary>Puts a picture behind the last message of the user.</summary>
    public static void AddTo(IReadOnlyList<ChatMessage> messages, DataContent image)
    {
        ChatMessage last = messages.LastOrDefault(message => message.Role == ChatRole.User)
            ?? throw CliException.BadInput("--image: the conversation has no message of a user to show it with");
        last.Contents.Add(image);
    }

    // The signatures of the formats: ISO/IEC 15948 (PNG), ISO/IEC 10918-1 (JPEG), GIF89a, and WebP's RIFF container.
    private static string? TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (bytes.StartsWith("GIF8"u8))
            return "image/gif";
        return bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }
}
