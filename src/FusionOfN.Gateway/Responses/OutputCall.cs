using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>A call for a tool of the client's, as an item of a response.</summary>
/// <param name="ItemId">The item's id.</param>
/// <param name="CallId">The call's id.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Input">The arguments as JSON, or the text that the tool takes in their place.</param>
internal sealed record OutputCall(string ItemId, string CallId, string Name, string Input)
{
    /// <summary>The group of the tool; null for a tool of none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether the tool takes a text in place of arguments.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The name of the field, and of the events, that hold <see cref="Input"/>.</summary>
    public string Field => IsCustom ? "input" : "arguments";

    /// <summary>The calls of an answer.</summary>
    public static IEnumerable<OutputCall> Of(ResponseIds ids, ResponsesBody body, FusionOutcome outcome, PassedChoice passed)
    {
        var index = 0;
        foreach (var call in outcome.ToolCalls)
        {
            var (group, name) = body.Namespaces.Of(call.Name);
            yield return new OutputCall(ids.Call(index++), call.CallId, name, ToolArguments.ToJson(call)) { Namespace = group };
        }

        foreach (var call in passed.ForeignCalls)
        {
            if (call["custom"] is JsonObject custom && custom["name"] is JsonValue name)
                yield return new OutputCall(ids.CustomCall(index++), $"{call["id"]}", $"{name}", $"{custom["input"]}") { IsCustom = true };
        }
    }

    /// <summary>Writes the item.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="isDone">Whether it is whole.</param>
    public void Write(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, IsCustom ? "custom_tool_call"u8 : "function_call"u8);
        json.WriteString("id"u8, ItemId);
        json.WriteString("status"u8, isDone ? "completed"u8 : "in_progress"u8);
        json.WriteString("call_id"u8, CallId);
        if (Namespace is not null)
            json.WriteString("namespace"u8, Namespace);
        json.WriteString("name"u8, Name);
        json.WriteString(Field, isDone ? Input : "");
        json.WriteEndObject();
    }
}
