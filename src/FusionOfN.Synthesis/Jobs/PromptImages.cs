using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Puts the pictures of a prompt into its last message. They are read only when it is asked.</summary>
internal static class PromptImages
{
    private const long MaxBytes = 20 * 1024 * 1024;

    /// <summary>The conversation with its pictures; null when one cannot be read.</summary>
    public static async Task<IReadOnlyList<ChatMessage>?> AttachAsync(PromptRow prompt, string? folder, CancellationToken cancellationToken)
    {
        if (prompt.Images.Count == 0)
            return prompt.Messages;
        List<AIContent> contents = [.. prompt.Messages[^1].Contents];
        foreach (var image in prompt.Images)
        {
            if (await ReadAsync(image, folder, cancellationToken).ConfigureAwait(false) is not { } content)
                return null;
            contents.Add(content);
        }

        return [.. prompt.Messages.SkipLast(1), new ChatMessage(prompt.Messages[^1].Role, contents)];
    }

    private static async Task<AIContent?> ReadAsync(string image, string? folder, CancellationToken cancellationToken)
    {
        try
        {
            if (image.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                return new DataContent(image);
            if (Uri.TryCreate(image, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                return new UriContent(uri, "image/*");

            // A data set names what lies beside it, and nothing else of this machine.
            var root = Path.GetFullPath(folder ?? ".");
            var path = Path.GetFullPath(image, root);
            if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || new FileInfo(path) is not { Exists: true, Length: <= MaxBytes })
                return null;
            return new DataContent(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), MediaTypeOf(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or UriFormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string MediaTypeOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        _ => "image/png",
    };
}
