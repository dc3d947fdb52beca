using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FusionOfN.Testing;

/// <summary>Plays one <see cref="UpstreamReply"/> onto a connection, faults included. Returns whether the client got all of it or a scripted cut.</summary>
internal static class ReplyWriter
{
    public static async Task WriteAsync(HttpContext context, UpstreamRequest request, UpstreamReply reply, IWire? wire, IReadOnlyList<string> models)
    {
        CancellationToken gone = context.RequestAborted;
        await reply.Gate.WaitAsync(gone);
        if (reply.Hangs) await Task.Delay(Timeout.Infinite, gone);

        context.Response.StatusCode = reply.Status;
        foreach ((string name, string value) in reply.Headers) context.Response.Headers[name] = value;
        if (reply.RawBody is { } raw)
        {
            await SendAsync(context, reply.RawContentType, raw, reply.CutAfterPieces is not null);
        }
        else if (reply.Status != 200)
        {
            await SendAsync(context, (wire ?? new OpenAiWire()).Error(reply.Status, reply.ErrorMessage).Data);
        }
        else if (wire is not null && request.IsStreaming)
        {
            await StreamAsync(context, request, reply, wire);
        }
        else if (wire is not null)
        {
            byte[] body = Encoding.UTF8.GetBytes(wire.Whole(request, reply).ToJsonString());
            await SendAsync(context, "application/json", body, reply.CutAfterPieces is not null);
        }
        else if (request.Dialect == UpstreamDialect.Models)
        {
            await SendAsync(context, ModelList(request, models));
        }
        else
        {
            context.Response.StatusCode = 404;
            await SendAsync(context, new OpenAiWire().Error(404, $"no such path {request.Path}").Data);
        }
    }

    private static async Task StreamAsync(HttpContext context, UpstreamRequest request, UpstreamReply reply, IWire wire)
    {
        CancellationToken gone = context.RequestAborted;
        context.Response.ContentType = wire.StreamContentType;
        foreach (WireEvent head in wire.Head(request, reply)) await context.Response.WriteAsync(wire.Frame(head), gone);
        await context.Response.Body.FlushAsync(gone);

        IReadOnlyList<string> pieces = reply.StreamedPieces;
        int last = Math.Min(pieces.Count, reply.CutAfterPieces ?? reply.StopAfterPieces ?? reply.ErrorAfterPieces ?? int.MaxValue);
        for (int i = 0; i < last; i++)
        {
            if (reply.PieceGate is not null) await reply.PieceGate(i).WaitAsync(gone);
            await context.Response.WriteAsync(wire.Frame(wire.Piece(request, reply, pieces[i])), gone);
            await context.Response.Body.FlushAsync(gone);
        }

        if (reply.CutAfterPieces is not null)
        {
            await CutAsync(context);
            return;
        }

        if (reply.StopAfterPieces is not null) return;
        if (reply.ErrorAfterPieces is not null)
        {
            await context.Response.WriteAsync(wire.Frame(wire.Error(500, reply.ErrorMessage)), gone);
            return;
        }

        foreach (WireEvent tail in wire.Tail(request, reply)) await context.Response.WriteAsync(wire.Frame(tail), gone);
        await context.Response.WriteAsync(wire.EndMark, gone);
    }

    private static Task SendAsync(HttpContext context, JsonObject body) =>
        SendAsync(context, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()), cut: false);

    private static async Task SendAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body, bool cut)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(cut ? body[..(body.Length / 2)] : body, context.RequestAborted);
        if (!cut) return;
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await CutAsync(context);
    }

    // A reset could overtake what was sent; an early end of the stream cannot. The client closes its side when it notices.
    private static async Task CutAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(CallMeter.Patience, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static JsonObject ModelList(UpstreamRequest request, IReadOnlyList<string> models)
    {
        if (request.Path.EndsWith("/api/tags", StringComparison.Ordinal))
        {
            return new JsonObject
            {
                ["models"] = new JsonArray([.. models.Select(name => new JsonObject
                {
                    ["name"] = name,
                    ["model"] = name,
                    ["modified_at"] = "2026-08-01T12:00:00Z",
                    ["size"] = 1_000_000,
                    ["digest"] = "0000",
                    ["details"] = new JsonObject { ["family"] = "fake", ["parameter_size"] = "1B" },
                })]),
            };
        }

        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. models.Select(name => new JsonObject
            {
                ["id"] = name,
                ["object"] = "model",
                ["type"] = "model",
                ["display_name"] = name,
                ["created"] = 1790000000,
                ["created_at"] = "2026-08-01T12:00:00Z",
                ["owned_by"] = "fake",
            })]),
            ["has_more"] = false,
            ["first_id"] = models.Count == 0 ? null : models[0],
            ["last_id"] = models.Count == 0 ? null : models[^1],
        };
    }
}
