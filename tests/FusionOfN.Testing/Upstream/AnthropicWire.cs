using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>Anthropic messages.</summary>
internal sealed class AnthropicWire : IWire
{
    public string StreamContentType => "text/event-stream";

    public string EndMark => "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    public JsonObject Whole(UpstreamRequest request, UpstreamReply reply)
    {
        JsonArray content = [];
        if (reply.Reasoning is not null)
            content.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = reply.Reasoning, ["signature"] = "c2lnbmVk" });
        content.Add(new JsonObject { ["type"] = "text", ["text"] = reply.Text, ["citations"] = null });
        return Message(request, reply, content, reply.FinishReason ?? "end_turn", reply.Usage?.Output ?? 0);
    }

    public IEnumerable<WireEvent> Head(UpstreamRequest request, UpstreamReply reply)
    {
        yield return new WireEvent(
            new JsonObject { ["type"] = "message_start", ["message"] = Message(request, reply, [], stopReason: null, outputTokens: 1) }, "message_start");
        int text = 0;
        if (reply.Reasoning is not null)
        {
            text = 1;
            yield return BlockStart(0, new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" });
            yield return BlockDelta(0, new JsonObject { ["type"] = "thinking_delta", ["thinking"] = reply.Reasoning });
            yield return BlockDelta(0, new JsonObject { ["type"] = "signature_delta", ["signature"] = "c2lnbmVk" });
            yield return BlockStop(0);
        }

        yield return BlockStart(text, new JsonObject { ["type"] = "text", ["text"] = "", ["citations"] = null });
    }

    public WireEvent Piece(UpstreamRequest request, UpstreamReply reply, string piece) =>
        BlockDelta(TextBlock(reply), new JsonObject { ["type"] = "text_delta", ["text"] = piece });

    public IEnumerable<WireEvent> Tail(UpstreamRequest request, UpstreamReply reply)
    {
        yield return BlockStop(TextBlock(reply));
        JsonObject delta = new()
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = reply.FinishReason ?? "end_turn", ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = reply.Usage?.Output ?? 0 },
        };
        yield return new WireEvent(delta, "message_delta");
    }

    public WireEvent Error(int status, string message)
    {
        string type = status switch
        {
            400 => "invalid_request_error",
            401 => "authentication_error",
            403 => "permission_error",
            404 => "not_found_error",
            429 => "rate_limit_error",
            529 => "overloaded_error",
            _ => "api_error",
        };
        return new WireEvent(new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message } }, "error");
    }

    public string Frame(WireEvent wireEvent) => $"event: {wireEvent.Name}\ndata: {wireEvent.Data.ToJsonString()}\n\n";

    private static int TextBlock(UpstreamReply reply) => reply.Reasoning is null ? 0 : 1;

    private static WireEvent BlockStart(int index, JsonObject block) =>
        new(new JsonObject { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = block }, "content_block_start");

    private static WireEvent BlockDelta(int index, JsonObject delta) =>
        new(new JsonObject { ["type"] = "content_block_delta", ["index"] = index, ["delta"] = delta }, "content_block_delta");

    private static WireEvent BlockStop(int index) =>
        new(new JsonObject { ["type"] = "content_block_stop", ["index"] = index }, "content_block_stop");

    private static JsonObject Message(UpstreamRequest request, UpstreamReply reply, JsonArray content, string? stopReason, int outputTokens)
    {
        // Anthropic counts cached prompt tokens beside, not inside, input_tokens.
        int cached = reply.Usage?.Cached ?? 0;
        return new JsonObject
        {
            ["id"] = $"msg_{request.Index}",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = reply.Model ?? request.Model,
            ["content"] = content,
            ["stop_reason"] = stopReason,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = (reply.Usage?.Input ?? 0) - cached,
                ["cache_creation_input_tokens"] = 0,
                ["cache_read_input_tokens"] = cached,
                ["output_tokens"] = outputTokens,
            },
        };
    }
}
