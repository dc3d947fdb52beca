using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>Ollama's own chat API: a stream is one JSON object a line.</summary>
internal sealed class OllamaWire : IWire
{
    public string StreamContentType => "application/x-ndjson";

    public string EndMark => "";

    public JsonObject Whole(UpstreamRequest request, UpstreamReply reply)
    {
        JsonObject message = new() { ["role"] = "assistant", ["content"] = reply.Text };
        if (reply.Reasoning is not null) message["thinking"] = reply.Reasoning;
        return Done(request, reply, message);
    }

    public IEnumerable<WireEvent> Head(UpstreamRequest request, UpstreamReply reply)
    {
        if (reply.Reasoning is null) yield break;
        yield return new WireEvent(Line(request, reply, new JsonObject { ["role"] = "assistant", ["content"] = "", ["thinking"] = reply.Reasoning }));
    }

    public WireEvent Piece(UpstreamRequest request, UpstreamReply reply, string piece) =>
        new(Line(request, reply, new JsonObject { ["role"] = "assistant", ["content"] = piece }));

    public IEnumerable<WireEvent> Tail(UpstreamRequest request, UpstreamReply reply)
    {
        yield return new WireEvent(Done(request, reply, new JsonObject { ["role"] = "assistant", ["content"] = "" }));
    }

    public WireEvent Error(int status, string message) => new(new JsonObject { ["error"] = message });

    public string Frame(WireEvent wireEvent) => wireEvent.Data.ToJsonString() + "\n";

    private static JsonObject Line(UpstreamRequest request, UpstreamReply reply, JsonObject message) => new()
    {
        ["model"] = reply.Model ?? request.Model,
        ["created_at"] = "2026-08-01T12:00:00Z",
        ["message"] = message,
        ["done"] = false,
    };

    private static JsonObject Done(UpstreamRequest request, UpstreamReply reply, JsonObject message)
    {
        JsonObject line = Line(request, reply, message);
        line["done"] = true;
        line["done_reason"] = reply.FinishReason ?? "stop";
        if (reply.Usage is null) return line;
        line["total_duration"] = 1_000_000;
        line["prompt_eval_count"] = reply.Usage.Input;
        line["eval_count"] = reply.Usage.Output;
        return line;
    }
}
