using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>Reads one line of a pool file. Several names are understood for each field, so that most files need no conversion.</summary>
internal static class PoolRowParser
{
    private static readonly string[] PromptFields = ["messages", "prompt", "question", "instruction"];
    private static readonly string[] CandidateFields = ["candidates", "responses", "completions", "answers", "generations"];
    private static readonly string[] GoldFields = ["gold", "answer", "target"];

    /// <summary>Reads a row.</summary>
    /// <param name="line">The line number, from 1.</param>
    /// <param name="json">The line.</param>
    /// <exception cref="RowException">The row cannot be used.</exception>
    public static PoolRow Parse(int line, string json)
    {
        using JsonDocument document = RowJson.Parse(json);
        JsonElement row = document.RootElement;
        IReadOnlyList<ChatMessage> messages = ReadPrompt(row);
        List<Candidate> candidates = [];
        List<bool?> marks = [];
        ReadCandidates(row, candidates, marks);
        return new PoolRow(line, ReadId(row, json), messages, candidates, marks, ReadGold(row)) { Hash = HashOf(row) };
    }

    // Values and not the line: spaces and the order of other fields do not make another row.
    private static string HashOf(JsonElement row)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content))
        {
            writer.WriteStartArray();
            foreach (string[] names in (string[][])[PromptFields, CandidateFields, GoldFields])
            {
                if (Find(row, names) is { } found)
                    found.Value.WriteTo(writer);
                else
                    writer.WriteNullValue();
            }

            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)))[..16];
    }

    private static IReadOnlyList<ChatMessage> ReadPrompt(JsonElement row)
    {
        (string field, JsonElement value) = Find(row, PromptFields)
            ?? throw new RowException("prompt", "is missing; expected one of prompt, question, instruction or messages");
        return MessageReader.ReadTextOrList(value, field, ChatRole.User);
    }

    private static void ReadCandidates(JsonElement row, List<Candidate> candidates, List<bool?> marks)
    {
        (string field, JsonElement value) = Find(row, CandidateFields)
            ?? throw new RowException("candidates", "is missing; expected one of candidates, responses, completions, answers or generations");
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
                Add(item, null, $"{field}[{candidates.Count}]");
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty item in value.EnumerateObject())
                Add(item.Value, item.Name, $"{field}.{item.Name}");
        }
        else
        {
            throw new RowException(field, $"must be a list of texts or objects, but it is {MessageReader.Describe(value)}");
        }

        if (candidates.Count == 0)
            throw new RowException(field, "is empty; a pool needs at least one candidate");
        if (candidates.All(candidate => candidate.Text.Length == 0))
            throw new RowException(field, "holds no candidate with a text");

        void Add(JsonElement item, string? name, string path)
        {
            (Candidate candidate, bool? mark) = PoolCandidateParser.Parse(candidates.Count, item, name, path);
            candidates.Add(candidate);
            marks.Add(mark);
        }
    }

    private static IReadOnlyList<string> ReadGold(JsonElement row)
    {
        if (Find(row, GoldFields) is not { } found)
            return [];
        return found.Value.ValueKind switch
        {
            JsonValueKind.Array => [.. found.Value.EnumerateArray().Select(item => ReadGoldValue(item, found.Field))],
            _ => [ReadGoldValue(found.Value, found.Field)],
        };
    }

    private static string ReadGoldValue(JsonElement value, string field) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new RowException(field, $"must be a text or a number, but it is {MessageReader.Describe(value)}"),
    };

    // A content hash, not the line number: ids must survive a file that is sorted or shortened between two runs.
    private static string ReadId(JsonElement row, string json)
    {
        if (Find(row, "id", "custom_id", "uid", "question_id") is not { } found)
            return $"row-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.Trim())))[..16]}";
        return found.Value.ValueKind switch
        {
            JsonValueKind.String when found.Value.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number => found.Value.GetRawText(),
            _ => throw new RowException(found.Field, $"must be a text or a number, but it is {MessageReader.Describe(found.Value)}"),
        };
    }

    private static (string Field, JsonElement Value)? Find(JsonElement row, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (row.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
                return (name, value);
        }

        return null;
    }
}
