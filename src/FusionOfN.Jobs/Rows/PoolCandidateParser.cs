using System.Text.Json;

namespace FusionOfN.Jobs;

/// <summary>Reads one candidate of a pool row: a text, or an object with the text, the model and what is known about it.</summary>
internal static class PoolCandidateParser
{
    private static readonly string[] TextFields = ["text", "solution", "content", "response", "completion", "output", "generation", "answer"];
    private static readonly string[] ModelFields = ["model", "name", "generator"];
    private static readonly string[] MarkFields = ["is_correct", "correct"];

    public static (Candidate Candidate, bool? Mark) Parse(int index, JsonElement item, string? name, string path)
    {
        string fallbackName = name ?? $"candidate {index + 1}";
        return item.ValueKind switch
        {
            JsonValueKind.String => (Create(index, fallbackName, item.GetString()!), null),
            JsonValueKind.Null => (Create(index, fallbackName, ""), null),
            JsonValueKind.Object => ParseObject(index, item, fallbackName, path),
            _ => throw new RowException(path, $"must be a text or an object, but it is {MessageReader.Describe(item)}"),
        };
    }

    private static (Candidate Candidate, bool? Mark) ParseObject(int index, JsonElement item, string fallbackName, string path)
    {
        string model = ReadText(item, ModelFields, path) ?? fallbackName;
        string? text = ReadText(item, TextFields, path);
        bool failed = item.TryGetProperty("error", out JsonElement error) && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);
        if (text is null && !failed && !TextFields.Any(field => item.TryGetProperty(field, out _)))
            throw new RowException(path, "has no text; expected one of text, solution, content, response or completion");

        Candidate candidate = Create(index, model, text ?? "");
        if (failed && candidate.Text.Length == 0)
            candidate = candidate with { State = CallState.Failed, Failure = new CallFailure(error.ToString()) };
        else if (candidate.Text.Length > 0 && ReadText(item, ["finish_reason"], path) is { } reason)
            candidate = candidate with { State = FinishReasons.StateOf(reason) };
        return (candidate, ReadMark(item, path));
    }

    // What a model thought is no part of its answer, here as in a run.
    private static Candidate Create(int index, string model, string text)
    {
        (string answer, string? reasoning) = ReasoningText.Split(text);
        bool isEmpty = string.IsNullOrWhiteSpace(answer);
        return new Candidate(index, model, isEmpty ? CallState.Empty : CallState.Ok, isEmpty ? "" : answer) { Reasoning = reasoning };
    }

    private static string? ReadText(JsonElement item, string[] fields, string path)
    {
        foreach (string field in fields)
        {
            if (!item.TryGetProperty(field, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
                continue;
            return value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : throw new RowException($"{path}.{field}", $"must be a text, but it is {MessageReader.Describe(value)}");
        }

        return null;
    }

    private static bool? ReadMark(JsonElement item, string path)
    {
        foreach (string field in MarkFields)
        {
            if (!item.TryGetProperty(field, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
                continue;
            return value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number when value.TryGetDouble(out double number) && number is 0 or 1 => value.GetDouble() == 1,
                _ => throw new RowException($"{path}.{field}", $"must be true or false, but it is {MessageReader.Describe(value)}"),
            };
        }

        return null;
    }
}
