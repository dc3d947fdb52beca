using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Reads what a request asks for: its body, in whichever dialect it came, and its headers.</summary>
internal sealed class IncomingReader
{
    private readonly CurrentModels _models;
    private readonly DepthHeader _depth;

    public IncomingReader(CurrentModels models, DepthHeader depth)
    {
        _models = models;
        _depth = depth;
    }

    /// <summary>Reads a request.</summary>
    /// <exception cref="GatewayException">It is wrong; the message says where.</exception>
    public async Task<Incoming> ReadAsync(HttpRequest request)
    {
        var body = await RequestBody.ReadAsync(request);
        var ask = PlainDialect.Read(body, _models.Book);
        var (depth, isOwn) = _depth.Read(request);
        return new Incoming(ask, depth, isOwn);
    }
}
