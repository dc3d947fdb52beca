using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Local.Tests;

/// <summary>A small model hub on loopback, with faults to order.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const string Model = "owner/tiny";
    private readonly WebApplication _app;

    private TestHub(WebApplication app) => _app = app;

    public Uri Endpoint => new(_app.Urls.First());

    /// <summary>Files by path; those above 1,000 bytes are listed with their hash, as large files are.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public string? RequiredToken { get; set; }

    /// <summary>For the next answers with a large file, bytes after which it ends too early.</summary>
    public Queue<int> BreakAfter { get; } = new();

    /// <summary>Whether the connection is torn down where an answer ends too early; how much of it arrives is then chance.</summary>
    public bool Tears { get; set; }

    /// <summary>Whether files come changed in one byte.</summary>
    public bool Corrupt { get; set; }

    /// <summary>Requests for files: path and range.</summary>
    public ConcurrentQueue<(string Path, string Range)> Requests { get; } = new();

    /// <summary>What is answered in place of every page of the listing; null for the files.</summary>
    public string? Listing { get; set; }

    public HashSet<string> Missing { get; } = [];

    /// <summary>Sends whoever asks for a file to the same path here, as hubs do with large ones.</summary>
    public Uri? RedirectTo { get; set; }

    /// <summary>The Authorization headers that came with requests for files.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>For the next requests for files, the status to refuse them with.</summary>
    public ConcurrentQueue<int> RefuseWith { get; } = new();

    public static async Task<TestHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        TestHub hub = new(app);
        app.MapGet("/api/models/owner/tiny/tree/main", hub.ListAsync);
        app.MapGet("/owner/tiny/resolve/main/{**path}", hub.SendAsync);
        await app.StartAsync();
        return hub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ListAsync(HttpContext context)
    {
        if (Refused(context))
            return;
        var entries = Files.Select(file => (object)(file.Value.Length > 1000
            ? new { type = "file", path = file.Key, size = file.Value.Length, oid = "x", lfs = new { oid = Convert.ToHexStringLower(SHA256.HashData(file.Value)), size = file.Value.Length } }
            : new { type = "file", path = file.Key, size = file.Value.Length, oid = "x" }))
            .Append(new { type = "directory", path = "onnx", size = 0, oid = "x" })
            .ToList();

        if (Listing is not null)
        {
            context.Response.Headers.Link = $"<{Endpoint}api/models/owner/tiny/tree/main?recursive=true&cursor=again>; rel=\"next\"";
            await context.Response.WriteAsync(Listing);
            return;
        }

        // Two pages, as long listings have.
        var second = context.Request.Query.ContainsKey("cursor");
        if (!second)
            context.Response.Headers.Link = $"<{Endpoint}api/models/owner/tiny/tree/main?recursive=true&cursor=2>; rel=\"next\"";
        await context.Response.WriteAsync(JsonSerializer.Serialize(second ? entries.Skip(2) : entries.Take(2)));
    }

    private async Task SendAsync(HttpContext context, string path)
    {
        Requests.Enqueue((path, context.Request.Headers.Range.ToString()));
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        if (Refused(context))
            return;
        if (RedirectTo is not null)
        {
            context.Response.Redirect(new Uri(RedirectTo, context.Request.Path).ToString());
            return;
        }

        if (RefuseWith.TryDequeue(out var status))
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "17";
            return;
        }

        if (Missing.Contains(path) || !Files.TryGetValue(path, out var bytes))
        {
            context.Response.StatusCode = 404;
            return;
        }

        if (Corrupt)
        {
            bytes = [.. bytes];
            bytes[bytes.Length / 2] ^= 1;
        }

        var from = 0;
        if (context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From is { } start)
        {
            from = (int)start;
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        if (bytes.Length > 1000 && BreakAfter.TryDequeue(out var length))
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(from, length));
            await context.Response.Body.FlushAsync();
            if (Tears)
                context.Abort();
            return;
        }

        context.Response.ContentLength = bytes.Length - from;
        await context.Response.Body.WriteAsync(bytes.AsMemory(from));
    }

    private bool Refused(HttpContext context)
    {
        if (RequiredToken is null || context.Request.Headers.Authorization == $"Bearer {RequiredToken}")
            return false;
        context.Response.StatusCode = 401;
        return true;
    }
}
