using System.Security.Cryptography;
using System.Text.Json;
using FusionOfN.Jobs;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>A training file of OpenAI's fine-tuning API: conversations (<c>openai-sft</c>) or preference pairs (<c>openai-dpo</c>), JSON Lines.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Sha256">The hash of its content, in lower-case hexadecimal.</param>
/// <param name="Pairs">Whether it holds preference pairs.</param>
public sealed record TuningFile(int Rows, string Sha256, bool Pairs)
{
    private const string ExportHint = "'fusion synth export --formats openai-sft' (or openai-dpo) writes such a file.";

    /// <summary>Reads a file and looks at every row.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="shown">The name for messages.</param>
    /// <param name="onProblem">Told of every row that a server would refuse.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SynthesisException">The file cannot be read, has no row, or is packed.</exception>
    public static async Task<TuningFile> ReadAsync(string path, string shown, Action<PromptProblem> onProblem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onProblem);
        if (InputStreams.Unpacked(path) != Path.GetFileName(path))
            throw new SynthesisException($"{shown} is packed, and fine-tuning APIs take plain JSON Lines", "Unpack it first.");
        JsonLineRows reader = new(InputStreams.Open(path, shown));
        await using var close = reader.ConfigureAwait(false);
        var count = 0;
        bool? pairs = null;
        await foreach (var row in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            count++;
            var problem = row.Problem;
            if (problem is null)
            {
                pairs ??= row.Value.TryGetProperty("preferred_output", out _);
                problem = Problem(row.Value, pairs.Value);
            }

            if (problem is not null)
                onProblem(new PromptProblem(shown, row.Number, CountsLines: true, problem));
        }

        if (count == 0)
            throw new SynthesisException($"{shown} has no row in it", ExportHint);
        var content = InputStreams.Open(path, shown);
        await using var closeContent = content.ConfigureAwait(false);
        return new TuningFile(count, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false)), pairs == true);
    }

    private static string? Problem(JsonElement row, bool pairs)
    {
        try
        {
            if (!pairs)
            {
                CheckConversation(Field(row, "messages", ExportHint), "messages", endsWithAssistant: true);
                return null;
            }

            CheckConversation(Field(Field(row, "input", "it holds the conversation as {\"messages\": […]}"), "messages", "it is the conversation before the two outputs"), "input.messages", endsWithAssistant: false);
            foreach (var side in new[] { "preferred_output", "non_preferred_output" })
                CheckConversation(Field(row, side, "it is a list with the assistant's message"), side, endsWithAssistant: true);
            return null;
        }
        catch (RowException exception)
        {
            return exception.Message;
        }
    }

    private static JsonElement Field(JsonElement row, string name, string hint) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) ? value : throw new RowException(name, $"is missing; {hint.TrimEnd('.')}");

    private static void CheckConversation(JsonElement messages, string field, bool endsWithAssistant)
    {
        // A message that only calls tools has no content; the API takes it.
        if (messages.ValueKind == JsonValueKind.Array && messages.EnumerateArray().Any(message => message.ValueKind == JsonValueKind.Object && message.TryGetProperty("tool_calls", out _)))
            return;
        var read = MessageReader.Read(messages, field);
        if ((read[^1].Role == ChatRole.Assistant) != endsWithAssistant)
            throw new RowException(field, endsWithAssistant ? $"ends with a message of the {read[^1].Role}; the assistant must speak last" : "ends with a message of the assistant; that belongs into the outputs");
        if (endsWithAssistant && string.IsNullOrWhiteSpace(read[^1].Text))
            throw new RowException(field, "ends with an empty answer");
    }
}
