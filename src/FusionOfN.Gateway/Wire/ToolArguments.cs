using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>
/// The arguments of a tool call as the wire has them: JSON in a string. A call keeps the string beside what was read of it: what a model wrote goes to the client as
/// it is, also when it cannot be read, so that the client's repair gets its chance.
/// </summary>
internal static class ToolArguments
{
    public static string ToJson(FunctionCallContent call) => call switch
    {
        { RawRepresentation: string text } when !string.IsNullOrWhiteSpace(text) => text,
        { Arguments: { } arguments } => JsonSerializer.Serialize(new Dictionary<string, object?>(arguments), GatewayJson.Arguments),
        _ => "{}",
    };

    /// <summary>Reads a call of the conversation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">The tool's name.</param>
    /// <param name="text">The arguments; null or blank for none.</param>
    public static FunctionCallContent Read(string id, string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new FunctionCallContent(id, name, new Dictionary<string, object?>());

        try
        {
            return new FunctionCallContent(id, name, JsonSerializer.Deserialize(text, GatewayJson.Arguments) ?? []);
        }
        catch (JsonException exception)
        {
            return new FunctionCallContent(id, name) { Exception = exception, RawRepresentation = text };
        }
    }
}
