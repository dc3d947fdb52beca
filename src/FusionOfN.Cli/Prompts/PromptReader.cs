using System.Text;
using System.Text.Json;
using FusionOfN.Jobs;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Reads the conversation to answer from the argument, a file, standard input or a message list.</summary>
internal static class PromptReader
{
    private const int BlockSize = 64 * 1024;

    // Long enough for whatever writes into a pipe, short enough for a person who waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

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
        if (source is { Text: null, File: null } && host.IsInputTerminal)
            throw CliException.BadInput("no prompt", "Give it as the argument, with --file or --chat, or through a pipe.");
        if (source is { Text: null or "-", File: null or "-" })
            return NotEmpty(await ReadInputAsync(host, cancellationToken), "standard input ended without a text");

        string text = source.File is not null
            ? NotEmpty(await InputFile.ReadTextAsync(host, source.File, cancellationToken), $"{source.File} has no text in it")
            : NotEmpty(source.Text!, "the argument has no text in it");

        // What comes through a pipe beside a prompt is what the prompt is about.
        string piped = host.IsInputTerminal ? "" : await ReadInputAsync(host, cancellationToken);
        return string.IsNullOrWhiteSpace(piped) ? text : $"{text}\n\n{piped.TrimEnd('\n', '\r')}";
    }

    private static string NotEmpty(string text, string why) => string.IsNullOrWhiteSpace(text)
        ? throw CliException.BadInput($"the prompt is empty: {why}")
        : text.TrimEnd('\n', '\r');

    // A console reads on the caller's thread and hears of no cancellation.
    private static async Task<string> ReadInputAsync(CliHost host, CancellationToken cancellationToken)
    {
        Task<string> reading = Task.Run(() => host.IsInputTerminal ? ReadLines(host.In) : ReadToEnd(host.In), cancellationToken);
        if (await Task.WhenAny(reading, Task.Delay(Patience, host.Time, cancellationToken)) != reading)
            host.Error.WriteLine("Waiting for standard input to end; </dev/null gives none.");
        return await reading.WaitAsync(cancellationToken);
    }

    // At a keyboard only the reading of a line hears of Ctrl+D.
    private static string ReadLines(TextReader reader)
    {
        StringBuilder text = new();
        while (reader.ReadLine() is { } line)
            text.AppendLine(line);
        return text.ToString();
    }

    private static string ReadToEnd(TextReader reader)
    {
        StringBuilder text = new();
        char[] block = new char[BlockSize];
        while (reader.Read(block, 0, block.Length) is > 0 and var count)
        {
            if (text.Length + count > InputFile.MaxTextMegabytes * 1_000_000L)
                throw InputFile.TooLong("standard input");
            text.Append(block, 0, count);
        }

        return text.ToString();
    }

    private static async Task<IReadOnlyList<ChatMessage>> ReadChatAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        string json = path == "-" ? await ReadInputAsync(host, cancellationToken) : await InputFile.ReadTextAsync(host, path, cancellationToken);
        if (path != "-" && !host.IsInputTerminal && !string.IsNullOrWhiteSpace(await ReadInputAsync(host, cancellationToken)))
            throw CliException.BadInput("there is a text on standard input beside --chat, and no place for it in the conversation", "Put it into the last message, or give </dev/null.");
        if (string.IsNullOrWhiteSpace(json))
            throw CliException.BadInput($"the conversation is empty: {(path == "-" ? "standard input ended without a text" : $"{path} has no text in it")}");
        try
        {
            using JsonDocument document = JsonDocument.Parse(WellFormedText.OfJson(json), JsonText.Lenient);
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
}
