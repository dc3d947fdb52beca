using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Reads what a request asks for: its body, in whichever dialect it came, and its headers.</summary>
internal sealed class IncomingReader
{
    private const int MaxMessages = 10_000;

    private readonly CurrentModels _models;
    private readonly DepthHeader _depth;

    public IncomingReader(CurrentModels models, DepthHeader depth)
    {
        _models = models;
        _depth = depth;
    }

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">Which API it speaks.</param>
    /// <exception cref="GatewayException">It is wrong; the message says where.</exception>
    public async Task<Incoming> ReadAsync(HttpRequest request, DialectEndpoint endpoint) => Read(await RequestBody.ReadAsync(request), request, endpoint);

    /// <summary>Reads a request whose body is there already.</summary>
    /// <param name="body">The body.</param>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">Which API it speaks.</param>
    /// <exception cref="GatewayException">It is wrong; the message says where.</exception>
    public Incoming Read(JsonObject body, HttpRequest request, DialectEndpoint endpoint)
    {
        OpenRouterShape.Note(request.HttpContext, body);
        var list = endpoint == DialectEndpoint.Responses ? "input" : "messages";
        if (body[list] is JsonArray { Count: > MaxMessages } messages)
            throw GatewayException.BadField(list, $"it holds {messages.Count} items; at most {MaxMessages} are taken. Shorten the conversation.", "out_of_range");

        var key = Caller.Of(request.HttpContext).Key;
        var ask = DialectReader.Read(body, DialectInput.Of(endpoint, KeyView.Names(key, _models.Now), request.Headers));
        var (depth, isOwn) = _depth.Read(request);
        return new Incoming(ask, depth, isOwn) { Key = key, Rates = request.HttpContext.Features.Get<RateNote>(), Body = request.HttpContext.Features.Get<BodyLease>() };
    }
}
