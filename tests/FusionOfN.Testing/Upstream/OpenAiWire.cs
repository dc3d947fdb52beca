using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>OpenAI chat completions.</summary>
internal sealed class OpenAiWire : IWire
{
    public string StreamContentType => "text/event-stream";

    public string EndMark => "data: [DONE]\n\n";

    public JsonObject Whole(UpstreamRequest request, UpstreamReply reply)
    {
        JsonObject message = new() { ["role"] = "assistant", ["content"] = reply.Refusal is null ? reply.Text : null };
        if (reply.Reasoning is not null) message[ReasoningField(reply)] = reply.Reasoning;
        if (reply.Refusal is not null) message["refusal"] = reply.Refusal;
        JsonObject body = Envelope(request, reply, "chat.completion");
        body["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = reply.FinishReason ?? "stop" });
        if (reply.Usage is not null) body["usage"] = Usage(reply.Usage);
        return body;
    }

    public IEnumerable<WireEvent> Head(UpstreamRequest request, UpstreamReply reply)
    {
        yield return Delta(request, reply, new JsonObject { ["role"] = "assistant", ["content"] = "" });
        if (reply.Reasoning is not null) yield return Delta(request, reply, new JsonObject { [ReasoningField(reply)] = reply.Reasoning });
        if (reply.Refusal is not null) yield return Delta(request, reply, new JsonObject { ["refusal"] = reply.Refusal });
    }

    public WireEvent Piece(UpstreamRequest request, UpstreamReply reply, string piece) =>
        Delta(request, reply, new JsonObject { ["content"] = piece });

    public IEnumerable<WireEvent> Tail(UpstreamRequest request, UpstreamReply reply)
    {
        yield return Delta(request, reply, [], reply.FinishReason ?? "stop");
        if (reply.Usage is null) yield break;
        JsonObject usage = Envelope(request, reply, "chat.completion.chunk");
        usage["choices"] = new JsonArray();
        usage["usage"] = Usage(reply.Usage);
        yield return new WireEvent(usage);
    }

    public WireEvent Error(int status, string message) => new(new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = "scripted_error", ["param"] = null, ["code"] = status },
    });

    public string Frame(WireEvent wireEvent) => $"data: {wireEvent.Data.ToJsonString()}\n\n";

    private static string ReasoningField(UpstreamReply reply) =>
        reply.ReasoningSpelling == ReasoningSpelling.Reasoning ? "reasoning" : "reasoning_content";

    private static WireEvent Delta(UpstreamRequest request, UpstreamReply reply, JsonObject delta, string? finishReason = null)
    {
        JsonObject chunk = Envelope(request, reply, "chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason });
        return new WireEvent(chunk);
    }

    private static JsonObject Envelope(UpstreamRequest request, UpstreamReply reply, string kind) => new()
    {
        ["id"] = $"chatcmpl-{request.Index}",
        ["object"] = kind,
        ["created"] = 1790000000,
        ["model"] = reply.Model ?? request.Model,
    };

    private static JsonObject Usage(UpstreamUsage usage)
    {
        JsonObject json = new()
        {
            ["prompt_tokens"] = usage.Input,
            ["completion_tokens"] = usage.Output,
            ["total_tokens"] = usage.Input + usage.Output,
        };
        if (usage.Cached is not null) json["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.Cached };
        if (usage.Reasoning is not null) json["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning };
        if (usage.CostUsd is not null) json["cost"] = usage.CostUsd;
        return json;
    }
}
