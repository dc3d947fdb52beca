using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>Upstream replies that call the tool <c>weather</c>, as an OpenAI server streams them.</summary>
internal static class ToolReplies
{
    public static UpstreamReply Call(string city, string id)
    {
        JsonObject delta = new()
        {
            ["role"] = "assistant",
            ["tool_calls"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["id"] = id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "weather", ["arguments"] = new JsonObject { ["city"] = city }.ToJsonString() },
            }),
        };
        string body = $"{Chunk(delta, null)}{Chunk([], "tool_calls")}data: [DONE]\n\n";
        return new UpstreamReply { RawBody = System.Text.Encoding.UTF8.GetBytes(body), RawContentType = "text/event-stream" };
    }

    private static string Chunk(JsonObject delta, string? finish) => "data: " + new JsonObject
    {
        ["id"] = "c",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = "m",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    }.ToJsonString() + "\n\n";
}
