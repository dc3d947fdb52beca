using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint
{
    private readonly IncomingReader _reader;
    private readonly FusionRuns _runs;
    private readonly RecentItems _recent;
    private readonly TimeProvider _time;

    public ResponsesEndpoint(IncomingReader reader, FusionRuns runs, RecentItems recent, TimeProvider time)
    {
        _recent = recent;
        _reader = reader;
        _runs = runs;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var incoming = await _reader.ReadAsync(http.Request, DialectEndpoint.Responses);
        _recent.Resolve(incoming.Key, incoming.Ask.Body);
        var body = ResponsesBodyReader.Read(incoming.Ask.Body, incoming.Ask.PassThrough is not null);
        if (http.Request.Headers["X-Fusion-Events"] == "1")
            body = body with { Chat = body.Chat with { IncludeEvents = true } };
        var run = Plan(incoming.ToRun(body.Chat));
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (body.Chat.Stream)
            await StreamAsync(http.Response, run, body, events);
        else
            await WriteAsync(http.Response, run, body, events);
    }

    // What is checked of every run is said in the words of chat completions.
    private PlannedRun Plan(RunRequest request)
    {
        try
        {
            return _runs.Plan(request);
        }
        catch (GatewayException error) when (error.Param == "messages")
        {
            throw error.At("input");
        }
    }

    /// <summary>Keeps the items of an answer for whoever names them soon.</summary>
    public static void Keep(RecentItems recent, PlannedRun run, ResponsesBody body, FusionOutcome outcome, PassedChoice passed)
    {
        if (RunFailure.HasAnswer(outcome.Receipt) && body.Asked["store"]?.GetValueKind() != JsonValueKind.False)
            recent.Keep(run.Request.Key, OutputItems.Of(run, body, outcome, passed).Where(item => item.Id != new ResponseIds(outcome.Receipt.RunId).Fusion));
    }

    private Task WriteAsync(HttpResponse response, PlannedRun run, ResponsesBody body, IAsyncEnumerable<FusionEvent> events) => WholeAnswer.WriteAsync(response, events, (json, outcome, passed) =>
    {
        Keep(_recent, run, body, outcome, passed.First);
        ResponseWriter.Write(json, run, body, outcome, passed);
    });

    private async Task StreamAsync(HttpResponse response, PlannedRun run, ResponsesBody body, IAsyncEnumerable<FusionEvent> events)
    {
        using SseStream sse = new(response);
        ResponsesStream stream = new(response, sse, run, body, _recent, _time.GetUtcNow());
        await EventPump.RunAsync(events, sse, stream.Write, stream.Fail, _time);
    }
}
