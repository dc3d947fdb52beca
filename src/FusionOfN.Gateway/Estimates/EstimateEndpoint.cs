using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/fusion/estimate</c>: what a request to chat completions or responses would take. Nothing is sent.</summary>
internal sealed class EstimateEndpoint
{
    private readonly IncomingReader _reader;
    private readonly FusionRuns _runs;
    private readonly TimeProvider _time;

    public EstimateEndpoint(IncomingReader reader, FusionRuns runs, TimeProvider time)
    {
        _reader = reader;
        _runs = runs;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http.Request);
        var endpoint = body.ContainsKey("input") ? DialectEndpoint.Responses : DialectEndpoint.ChatCompletions;
        var incoming = _reader.Read(body, http.Request, endpoint);
        var isPlain = incoming.Ask.PassThrough is not null;
        var chat = endpoint == DialectEndpoint.Responses ? ResponsesBodyReader.Read(incoming.Ask.Body, isPlain).Chat : ChatBodyReader.Read(incoming.Ask.Body, isPlain);
        var run = _runs.Plan(incoming.ToRun(chat));
        var estimate = RunEstimate.Of(run.Recipe, run.Request.ToEngine(), _time.GetUtcNow());

        http.Response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
            EstimateWriter.Write(json, run, estimate);
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
