using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint
{
    private readonly IncomingReader _reader;
    private readonly FusionRuns _runs;
    private readonly TimeProvider _time;

    public ResponsesEndpoint(IncomingReader reader, FusionRuns runs, TimeProvider time)
    {
        _reader = reader;
        _runs = runs;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var incoming = await _reader.ReadAsync(http.Request, DialectEndpoint.Responses);
        var body = ResponsesBodyReader.Read(incoming.Ask.Body);
        if (http.Request.Headers["X-Fusion-Events"] == "1")
            body = body with { Chat = body.Chat with { IncludeEvents = true } };
        var run = _runs.Plan(incoming.ToRun(body.Chat));
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (body.Chat.Stream)
            await StreamAsync(http.Response, run, body, events);
        else
            await WholeAnswer.WriteAsync(http.Response, events, (json, outcome) => ResponseWriter.Write(json, run, body, outcome));
    }

    private async Task StreamAsync(HttpResponse response, PlannedRun run, ResponsesBody body, IAsyncEnumerable<FusionEvent> events)
    {
        using SseStream sse = new(response);
        ResponsesStream stream = new(response, sse, run, body, _time.GetUtcNow());
        await EventPump.RunAsync(events, sse, stream.Write, stream.Fail, _time);
    }
}
