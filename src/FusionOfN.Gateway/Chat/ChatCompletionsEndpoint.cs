using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsEndpoint
{
    private readonly FusionRuns _runs;
    private readonly CurrentModels _models;
    private readonly DepthHeader _depth;
    private readonly TimeProvider _time;

    public ChatCompletionsEndpoint(FusionRuns runs, CurrentModels models, DepthHeader depth, TimeProvider time)
    {
        _depth = depth;
        _runs = runs;
        _models = models;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http.Request);
        var ask = PlainDialect.Read(body, _models.Now.Book);
        var chat = ChatBodyReader.Read(ask.Body);
        if (http.Request.Headers["X-Fusion-Events"] == "1")
            chat = chat with { IncludeEvents = true };
        var (depth, isOwn) = _depth.Read(http.Request);
        var run = _runs.Plan(new RunRequest(ask, chat.Messages, chat.Options)
        {
            AnswerCheck = chat.AnswerCheck,
            PassesAnswerOn = chat.Stream,
            Depth = depth,
            ComesFromHere = isOwn,
        });
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (chat.Stream)
            await StreamAsync(http.Response, run, chat, events);
        else
            await AnswerAsync(http.Response, run, events);
    }

    private async Task StreamAsync(HttpResponse response, PlannedRun run, ChatBody chat, IAsyncEnumerable<FusionEvent> events)
    {
        using SseStream sse = new(response);
        ChatStream stream = new(response, sse, run, chat, _time.GetUtcNow());
        await EventPump.RunAsync(events, sse, stream.Write, stream.Fail, _time);
        if (stream.FailedBeforeStart is { } failure)
            throw failure;
    }

    private static async Task AnswerAsync(HttpResponse response, PlannedRun run, IAsyncEnumerable<FusionEvent> events)
    {
        FusionOutcome? outcome = null;
        await foreach (var step in events)
            outcome = (step as FusionCompleted)?.Outcome ?? outcome;
        RunHeaders.Write(response, outcome!.Receipt);
        if (outcome.Receipt.Failure is not null)
            throw RunFailure.Of(outcome.Receipt);

        response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(response.BodyWriter, GatewayJson.Writing))
            ChatCompletionWriter.Write(json, run, outcome);
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
