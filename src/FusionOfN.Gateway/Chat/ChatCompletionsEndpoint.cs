using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsEndpoint
{
    private readonly IncomingReader _reader;
    private readonly FusionRuns _runs;
    private readonly TimeProvider _time;

    public ChatCompletionsEndpoint(IncomingReader reader, FusionRuns runs, TimeProvider time)
    {
        _reader = reader;
        _runs = runs;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var incoming = await _reader.ReadAsync(http.Request, DialectEndpoint.ChatCompletions);
        var chat = ChatBodyReader.Read(incoming.Ask.Body, incoming.Ask.PassThrough is not null);
        if (http.Request.Headers["X-Fusion-Events"] == "1")
            chat = chat with { IncludeEvents = true };
        var run = _runs.Plan(incoming.ToRun(chat));
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (chat.Stream)
            await StreamAsync(http.Response, run, chat, events);
        else
            await WholeAnswer.WriteAsync(http.Response, events, (json, outcome, passed) => ChatCompletionWriter.Write(json, run, outcome, passed));
    }

    private async Task StreamAsync(HttpResponse response, PlannedRun run, ChatBody chat, IAsyncEnumerable<FusionEvent> events)
    {
        using SseStream sse = new(response);
        ChatStream stream = new(response, sse, run, chat, _time.GetUtcNow());
        await stream.WriteAsync(events, _time);
    }
}
