using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes a run as the chunks of a streamed completion.</summary>
internal sealed class CompletionStream : RunStream
{
    private readonly ChatBody _body;
    private readonly DateTimeOffset _created;

    public CompletionStream(HttpResponse response, SseStream stream, PlannedRun run, ChatBody body, DateTimeOffset now)
        : base(response, stream, run)
    {
        _body = body;
        _created = now;
    }

    protected override void Fail(GatewayException error)
    {
        Stream.Write(json =>
        {
            json.WriteStartObject();
            ErrorWriter.Write(json, error);
            json.WriteEndObject();
        });
        Stream.WriteDone();
    }

    protected override void Add(string text) => Send(text, finishReason: null);

    protected override void End(FusionOutcome outcome)
    {
        Send(Refusals.TextOf(outcome) ?? "", CompletionWriter.FinishReasonOf(outcome));
        if (_body.IncludeUsage)
        {
            Stream.Write(json =>
            {
                json.WriteStartObject();
                CompletionWriter.WriteHead(json, RunId, _created, Model);
                json.WriteStartArray("choices"u8);
                json.WriteEndArray();
                UsageWriter.WriteChat(json, outcome.Receipt.Usage, Run.IsFusion);
                json.WriteEndObject();
            });
        }

        Stream.WriteDone();
    }

    private void Send(string text, string? finishReason) => Stream.Write(json =>
    {
        json.WriteStartObject();
        CompletionWriter.WriteHead(json, RunId, _created, Model);
        CompletionWriter.WriteChoice(json, text, finishReason);
        json.WriteEndObject();
    });
}
