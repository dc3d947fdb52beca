using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>POST /v1/embeddings</c>: passed on to a configured model's own endpoint, and its reply passed back.</summary>
internal sealed class EmbeddingsEndpoint
{
    private static readonly PassedCall Call = new("embeddings");

    private readonly IncomingReader _reader;
    private readonly FusionRuns _runs;

    public EmbeddingsEndpoint(IncomingReader reader, FusionRuns runs)
    {
        _reader = reader;
        _runs = runs;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var incoming = await _reader.ReadAsync(http.Request, DialectEndpoint.ChatCompletions);
        if (incoming.Ask.PassThrough is null)
            throw GatewayException.BadField("model", "a fusion has no embeddings; name a plain model.", "unsupported_value");

        var body = incoming.Ask.Body;
        var text = TextOf(new JsonFields(body));

        // Embeddings have no answer in tokens; the least that can be reserved is one.
        var run = _runs.Plan(incoming.ToRun(Call, text, PassedCall.OptionsOf(body, maxOutputTokens: 1)));
        await PassedWriter.WriteWholeAsync(http.Response, _runs.RunAsync(run, http.RequestAborted));
    }

    private static string TextOf(JsonFields body) => body.Take("input") switch
    {
        null => throw body.Missing("input"),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray { Count: > 0 } items => string.Join('\n', items.Select(item => item is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : item?.ToJsonString())),
        var other => throw body.Wrong("input", "a text, or an array of texts or tokens that is not empty", other),
    };
}
