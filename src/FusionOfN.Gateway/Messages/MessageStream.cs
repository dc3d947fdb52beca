using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes a run as the events of a streamed message: a start, blocks that are opened, filled and closed one after the other, and an end.</summary>
internal sealed class MessageStream : RunStream
{
    private const string Text = "text";
    private const string Thinking = "thinking";

    private string? _open;
    private int _block;
    private bool _started;

    public MessageStream(HttpResponse response, SseStream stream, PlannedRun run)
        : base(response, stream, run)
    {
    }

    protected override void Fail(GatewayException error) =>
        Stream.Write(json => MessagesApi.WriteError(json, error, Response.Headers[AccessLog.RequestId]), "error");

    protected override void Add(string text) => Add(Text, "text_delta", Text, text);

    protected override void Pass(CandidateDelta delta)
    {
        if (delta.Reasoning is { Length: > 0 } reasoning)
            Add(Thinking, "thinking_delta", Thinking, reasoning);
    }

    protected override void End(FusionOutcome outcome)
    {
        Start();
        if (Refusals.TextOf(outcome) is { } refusal)
            Add(Text, "text_delta", Text, refusal);
        Close();
        foreach (var call in outcome.ToolCalls)
        {
            Open("tool_use", json => MessageWriter.WriteToolUse(json, call, []));
            Delta("input_json_delta", "partial_json", ToolArguments.ToJson(call));
            Close();
        }

        Send("message_delta", json =>
        {
            json.WriteStartObject("delta"u8);
            json.WriteString("stop_reason"u8, MessagesApi.StopReasonOf(outcome));
            json.WriteNull("stop_sequence"u8);
            json.WriteEndObject();
            UsageWriter.WriteMessages(json, AnsweredUsage.Of(Run, outcome));
            if (Run.IsFusion)
                FusionWriter.Write(json, Run, outcome);
        });
        Send("message_stop", _ => { });
    }

    private void Start()
    {
        if (_started)
            return;
        _started = true;
        Send("message_start", json =>
        {
            json.WriteStartObject("message"u8);
            MessageWriter.WriteHead(json, RunId, Model);
            json.WriteStartArray("content"u8);
            json.WriteEndArray();
            json.WriteNull("stop_reason"u8);
            json.WriteNull("stop_sequence"u8);

            // What it came to is known at the end, and said there.
            json.WriteStartObject("usage"u8);
            json.WriteNumber("input_tokens"u8, 0);
            json.WriteNumber("output_tokens"u8, 0);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private void Add(string block, string delta, string field, string text)
    {
        Start();
        if (_open != block)
        {
            Close();
            Open(block, block == Text ? json => MessageWriter.WriteText(json, "") : json => MessageWriter.WriteThinking(json, ""));
        }

        Delta(delta, field, text);
    }

    private void Open(string block, Action<Utf8JsonWriter> write)
    {
        _open = block;
        Send("content_block_start", json =>
        {
            json.WriteNumber("index"u8, _block);
            json.WritePropertyName("content_block"u8);
            write(json);
        });
    }

    private void Delta(string type, string field, string text) => Send("content_block_delta", json =>
    {
        json.WriteNumber("index"u8, _block);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, type);
        json.WriteString(field, text);
        json.WriteEndObject();
    });

    private void Close()
    {
        if (_open is null)
            return;
        _open = null;
        Send("content_block_stop", json => json.WriteNumber("index"u8, _block));
        _block++;
    }

    private void Send(string type, Action<Utf8JsonWriter> write) => Stream.Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            write(json);
            json.WriteEndObject();
        },
        type);
}
