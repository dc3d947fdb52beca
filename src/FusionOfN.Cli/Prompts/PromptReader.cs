using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Reads the conversation to answer from the argument, a file, standard input or a message list.</summary>
internal static class PromptReader
{
    /// <summary>Reads the conversation.</summary>
    /// <exception cref="CliException">There is no prompt, more than one, or it cannot be read.</exception>
    public static async Task<IReadOnlyList<ChatMessage>> ReadAsync(CliHost host, PromptSource source, CancellationToken cancellationToken)
    {
        int given = new[] { source.Text, source.File, source.Chat }.Count(value => value is not null);
        if (given > 1)
            throw CliException.BadInput("more than one prompt", "Give one of: the argument, --file, --chat.");

        IReadOnlyList<ChatMessage> messages = source.Chat is not null
            ? await ReadChatAsync(host, source.Chat, cancellationToken)
            : [new ChatMessage(ChatRole.User, await ReadTextAsync(host, source, cancellationToken))];
        foreach (string image in source.Images)
            ImageFile.AddTo(messages, await ImageFile.ReadAsync(host, image, cancellationToken));
        return source.System is null ? messages : [new ChatMessage(ChatRole.System, source.System), .. messages];
    }

    private static async Task<string> ReadTextAsync(CliHost host, PromptSource source, CancellationToken cancellationToken)
    {
        string text;
        if (source.File is not null)
            text = await File.ReadAllTextAsync(Existing(host, source.File), cancellationToken);
        else if (source.Text is not null and not "-")
            text = source.Text;
        else if (source.Text is null && host.IsInputTerminal)
            throw CliException.BadInput("no prompt", "Give it as the argument, with --file or --chat, or through a pipe.");
        else
            text = await host.In.ReadToEndAsync(cancellationToken);

        text = text.TrimEnd('\n', '\r');
        return string.IsNullOrWhiteSpace(text) ? throw CliException.BadInput("the prompt is empty") : text;
    }

    private static async Task<IReadOnlyList<ChatMessage>> ReadChatAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        string json = path == "-"
            ? await host.In.ReadToEndAsync(cancellationToken)
            : await File.ReadAllTextAsync(Existing(host, path), cancellationToken);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, JsonText.Lenient);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("messages", out JsonElement messages))
                return MessageReader.Read(messages, "messages");
            return MessageReader.Read(root, "messages");
        }
        catch (JsonException exception)
        {
            throw CliException.BadInput($"{path} is not JSON: {JsonText.Where(exception)}");
        }
        catch (RowException exception)
        {
            throw CliException.BadInput($"{path}: {exception.Message}");
        }
    }

    private static string Existing(CliHost host, string path)
    {
        string full = host.FullPath(path);
        return File.Exists(full) ? full : throw CliException.BadInput($"there is no file {path}");
    }
}
