using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint
{
    private readonly FusionRuns _runs;
    private readonly CurrentModels _models;
    private readonly DepthHeader _depth;
    private readonly TimeProvider _time;

    public ResponsesEndpoint(FusionRuns runs, CurrentModels models, DepthHeader depth, TimeProvider time)
    {
        _runs = runs;
        _models = models;
        _depth = depth;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var request = await RequestBody.ReadAsync(http.Request);
        var ask = DialectReader.Read(request, DialectInput.Of(DialectEndpoint.Responses, ModelDirectory.Of(_models.Now.Book), http.Request.Headers));
        var body = ResponsesBodyReader.Read(ask.Body);
        var (depth, isOwn) = _depth.Read(http.Request);
        var run = _runs.Plan(new RunRequest(ask, body.Messages, body.Options)
        {
            AnswerCheck = body.AnswerCheck,
            PassesAnswerOn = body.Stream,
            Depth = depth,
            ComesFromHere = isOwn,
        });
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (body.Stream)
            await StreamAsync(http.Response, run, body, events);
        else
            await AnswerAsync(http.Response, run, body, events);
    }

    private async Task StreamAsync(HttpResponse response, PlannedRun run, ResponsesBody body, IAsyncEnumerable<FusionEvent> events)
    {
        using SseStream sse = new(response);
        ResponsesStream stream = new(response, sse, run, body, _time.GetUtcNow());
        await EventPump.RunAsync(events, sse, stream.Write, stream.Fail, _time);
    }

    private static async Task AnswerAsync(HttpResponse response, PlannedRun run, ResponsesBody body, IAsyncEnumerable<FusionEvent> events)
    {
        FusionOutcome? outcome = null;
        await foreach (var step in events)
            outcome = (step as FusionCompleted)?.Outcome ?? outcome;
        RunHeaders.Write(response, outcome!.Receipt);
        if (outcome.Receipt.Failure is not null)
            throw RunFailure.Of(outcome.Receipt);

        response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(response.BodyWriter, GatewayJson.Writing))
            ResponseWriter.Write(json, run, body.Asked, outcome);
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
