using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/messages</c>, Anthropic's API, and <c>/v1/messages/count_tokens</c>.</summary>
internal sealed class MessagesEndpoint
{
    private readonly IncomingReader _reader;
    private readonly FusionRuns _runs;
    private readonly TimeProvider _time;

    public MessagesEndpoint(IncomingReader reader, FusionRuns runs, TimeProvider time)
    {
        _reader = reader;
        _runs = runs;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var (run, stream) = await PlanAsync(http);
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (stream)
            await StreamAsync(http.Response, run, events);
        else
            await WholeAnswer.WriteAsync(http.Response, events, (json, outcome, _) => MessageWriter.Write(json, run, outcome));
    }

    /// <summary>Counts the tokens of a conversation as the first model that would be asked counts them. Nothing is sent.</summary>
    public async Task CountAsync(HttpContext http)
    {
        var (run, _) = await PlanAsync(http);
        var model = run.Recipe.Panel.Members[0].Model;
        Func<string, int> count = model.CountTokens ?? TokenEstimate.Count;
        var tools = (run.Request.Options.Tools ?? []).OfType<AIFunctionDeclaration>().Sum(tool => count($"{tool.Name} {tool.Description} {tool.JsonSchema.GetRawText()}"));
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
        {
            json.WriteStartObject();
            json.WriteNumber("input_tokens"u8, TokenEstimate.Count(model, run.Request.Messages) + tools);
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private async Task<(PlannedRun Run, bool Stream)> PlanAsync(HttpContext http)
    {
        // The client of this API reads the request's id under this name.
        http.Response.Headers["request-id"] = http.Response.Headers[AccessLog.RequestId];
        OwnPaths own = new();
        var body = MessagesBodyReader.ToChat(await RequestBody.ReadAsync(http.Request), own);
        try
        {
            var incoming = _reader.Read(body, http.Request, DialectEndpoint.ChatCompletions);
            var chat = ChatBodyReader.Read(incoming.Ask.Body, incoming.Ask.PassThrough is not null);
            return (_runs.Plan(incoming.ToRun(chat)), chat.Stream);
        }
        catch (GatewayException error) when (error.Param is not null)
        {
            throw error.At(own.Of(body, error.Param));
        }
    }

    private async Task StreamAsync(HttpResponse response, PlannedRun run, IAsyncEnumerable<FusionEvent> events)
    {
        using SseStream sse = new(response);
        MessageStream stream = new(response, sse, run);
        await stream.WriteAsync(events, _time);
    }
}
