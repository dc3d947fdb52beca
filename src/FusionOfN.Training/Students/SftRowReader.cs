using System.Text;
using System.Text.Json;

namespace FusionOfN.Training;

/// <summary>Reads one row of a data set, or says what is wrong with it.</summary>
internal sealed class SftRowReader
{
    private readonly int _row;

    public SftRowReader(int row) => _row = row;

    /// <summary>What is wrong, once <see cref="Read"/> has returned null.</summary>
    public SftProblem? Problem { get; private set; }

    public List<SftMessage>? Read(string line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(WellFormedText.OfJson(line));
        }
        catch (JsonException exception)
        {
            return Fail("", $"this is not valid JSON ({JsonMistake.Describe(exception)}); every line must be one JSON object.");
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return Fail("", $"the line holds {Kind(root)}; every line must be one JSON object.");
            if (root.TryGetProperty("messages", out var list))
                return List(list, "messages") is { } messages ? Conversation(messages, "messages") : null;
            if (!root.TryGetProperty("prompt", out var prompt))
                return Fail("", "there is neither \"messages\" nor \"prompt\" with \"completion\".");
            if (!root.TryGetProperty("completion", out var completion))
                return Fail("completion", "it is missing; a \"prompt\" needs its \"completion\".");
            return Part(prompt, "prompt", "user") is { } asked && Part(completion, "completion", "assistant") is { } answered
                ? Conversation([.. asked, .. answered], "completion")
                : null;
        }
    }

    private List<SftMessage>? Part(JsonElement value, string field, string role)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return List(value, field);
        if (value.ValueKind != JsonValueKind.String)
            return Fail(field, $"it holds {Kind(value)}; it must be a text or a list of messages.");
        var text = value.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? Fail(field, "the text is empty.") : [new SftMessage(role, text)];
    }

    private List<SftMessage>? List(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Fail(field, $"it holds {Kind(value)}; it must be a list of messages.");
        List<SftMessage> messages = [];
        foreach (var item in value.EnumerateArray())
        {
            if (Message(item, $"{field}[{messages.Count}]") is not { } message)
                return null;
            messages.Add(message);
        }

        return messages.Count == 0 ? Fail(field, "the list is empty.") : messages;
    }

    private SftMessage? Message(JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            Fail(field, $"it holds {Kind(item)}; a message is an object with \"role\" and \"content\".");
            return null;
        }

        if (!item.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String)
        {
            Fail($"{field}.role", "it is missing or not a text; it must be \"system\", \"user\" or \"assistant\".");
            return null;
        }

        if (role.GetString() is not ("system" or "user" or "assistant"))
        {
            Fail($"{field}.role", $"\"{role.GetString()}\" is unknown; it must be \"system\", \"user\" or \"assistant\".");
            return null;
        }

        if (!item.TryGetProperty("content", out var content))
        {
            Fail($"{field}.content", "it is missing.");
            return null;
        }

        return Content(content, $"{field}.content") is { } text ? new SftMessage(role.GetString()!, text) : null;
    }

    // A text, or a list of parts as multimodal chats write it, of which only texts can be learned from here.
    private string? Content(JsonElement content, string field)
    {
        StringBuilder text = new();
        if (content.ValueKind == JsonValueKind.String)
        {
            text.Append(content.GetString());
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("text", out var said) || said.ValueKind != JsonValueKind.String)
                {
                    Fail(field, "it has a part without a \"text\"; only texts can be learned from.");
                    return null;
                }

                text.Append(said.GetString());
            }
        }
        else
        {
            Fail(field, $"it holds {Kind(content)}; it must be a text.");
            return null;
        }

        if (!string.IsNullOrWhiteSpace(text.ToString()))
            return text.ToString();
        Fail(field, "the text is empty.");
        return null;
    }

    private List<SftMessage>? Conversation(List<SftMessage> messages, string field)
    {
        if (messages[0].Role == "assistant")
            return Fail($"{field}[0].role", "the assistant cannot speak first; nothing would be asked.");
        if (messages[^1].Role != "assistant")
            return Fail(field, $"the last message is the {messages[^1].Role}'s; it must be the assistant's, as that is what is learned.");
        return messages;
    }

    private List<SftMessage>? Fail(string field, string reason)
    {
        Problem = new SftProblem(_row, field, reason);
        return null;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
