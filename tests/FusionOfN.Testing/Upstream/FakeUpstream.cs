using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Testing;

/// <summary>
/// A scriptable model server: real Kestrel on a free loopback port, speaking OpenAI chat completions, Anthropic messages and Ollama chat,
/// plain and streamed, their model lists, and any route a test adds. It records every request and meters how many are open.
/// <para>Per request it takes, in this order: the route of <see cref="Map"/>, the next reply of <see cref="Enqueue"/>, else
/// <see cref="OnRequest"/>, else <see cref="Default"/>. Model lists are answered from <see cref="Models"/>, and by the script only when
/// <see cref="ScriptModelLists"/> is set.</para>
/// </summary>
/// <example><code>
/// await using FakeUpstream upstream = await FakeUpstream.StartAsync();
/// upstream.Enqueue(UpstreamReply.RateLimited(TimeSpan.FromSeconds(2)), "Paris");   // first 429, then an answer
/// upstream.OnRequest = request => request.Model == "slow" ? UpstreamReply.Hanging : "Lyon";
///
/// TaskCompletionSource gate = new();                                                // hold a request open, no sleeping
/// upstream.Enqueue(new UpstreamReply { Text = "late", Gate = gate.Task });
/// await upstream.Meter.WaitForOpenAsync(1);
/// gate.SetResult();
/// await upstream.Meter.WaitForAllClosedAsync();
/// Assert.Equal(0, upstream.Meter.Aborted);
///
/// upstream.Map("POST", "/rerank", request => UpstreamReply.Raw("""{"results":[]}"""));   // any other server
/// Assert.Equal("Bearer key", upstream.Requests[0].Headers["Authorization"]);
/// Assert.Equal("""{"model":"m"}""", upstream.Requests[0].Body);
/// </code></example>
public sealed class FakeUpstream : IAsyncDisposable
{
    private static readonly OpenAiWire OpenAiWire = new();
    private static readonly AnthropicWire AnthropicWire = new();
    private static readonly OllamaWire OllamaWire = new();

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<UpstreamReply> _queue = new();
    private readonly ConcurrentDictionary<(string Method, string Path), Func<UpstreamRequest, UpstreamReply>> _routes = new();
    private readonly Lock _lock = new();
    private readonly List<UpstreamRequest> _requests = [];

    private FakeUpstream(WebApplication app) => _app = app;

    /// <summary>The server's root, <c>http://127.0.0.1:PORT</c>: the base address for Ollama and Anthropic clients.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The root with <c>/v1</c>: the base address for OpenAI clients.</summary>
    public Uri OpenAiUrl => new(Url, "/v1");

    /// <summary>The reply when nothing else says one. Defaults to the text <c>ok</c>.</summary>
    public UpstreamReply Default { get; set; } = "ok";

    /// <summary>Chooses the reply of a request that the queue has none for; null leaves it to <see cref="Default"/>.</summary>
    public Func<UpstreamRequest, UpstreamReply?>? OnRequest { get; set; }

    /// <summary>Answers what is none of the chat APIs and has no route, before the script is asked; null when it does not know it either.</summary>
    internal Func<UpstreamRequest, UpstreamReply?>? Fallback { get; set; }

    /// <summary>The models that the model lists name. Defaults to <c>fake-model</c>.</summary>
    public IReadOnlyList<string> Models { get; set; } = ["fake-model"];

    /// <summary>Whether requests for model lists take their reply from the script too. Defaults to false.</summary>
    public bool ScriptModelLists { get; set; }

    /// <summary>How many requests are open, were open at most, and were given up by the client.</summary>
    public CallMeter Meter { get; } = new();

    /// <summary>Every request so far, in the order of arrival (a copy).</summary>
    public IReadOnlyList<UpstreamRequest> Requests { get { lock (_lock) return [.. _requests]; } }

    /// <summary>Starts a server on a free loopback port.</summary>
    public static async Task<FakeUpstream> StartAsync(CancellationToken cancellationToken = default)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        FakeUpstream upstream = new(app);
        app.Run(upstream.ServeAsync);
        await app.StartAsync(cancellationToken);
        upstream.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return upstream;
    }

    /// <summary>Adds replies for the next requests, one each.</summary>
    public FakeUpstream Enqueue(params ReadOnlySpan<UpstreamReply> replies)
    {
        foreach (UpstreamReply reply in replies) _queue.Enqueue(reply);
        return this;
    }

    /// <summary>Adds a route of the test's own; it wins over the built-in ones.</summary>
    /// <param name="method">The HTTP method, for example <c>POST</c>.</param>
    /// <param name="path">The exact path, for example <c>/v1/score</c>.</param>
    /// <param name="reply">Makes the reply, usually <see cref="UpstreamReply.Raw"/>; gates, headers and errors work as everywhere.</param>
    public FakeUpstream Map(string method, string path, Func<UpstreamRequest, UpstreamReply> reply)
    {
        _routes[(method.ToUpperInvariant(), path)] = reply;
        return this;
    }

    /// <summary>Stops the server; requests still open are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        bool finished = false;
        int index;
        UpstreamRequest request;
        using (StreamReader reader = new(context.Request.Body))
        {
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            lock (_lock)
            {
                index = _requests.Count;
                request = Describe(context.Request, index, body);
                _requests.Add(request);
                Meter.Begin();
            }
        }

        try
        {
            await ReplyWriter.WriteAsync(context, request, Choose(request), Wire(request.Dialect), Models);
            finished = true;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away: counted below, nothing to answer.
        }
        finally
        {
            Meter.End(aborted: !finished);
        }
    }

    private UpstreamReply Choose(UpstreamRequest request)
    {
        if (_routes.TryGetValue((request.Method, request.Path), out Func<UpstreamRequest, UpstreamReply>? route)) return route(request);
        if (request.Dialect == UpstreamDialect.Models && !ScriptModelLists) return Default;
        if (request.Dialect == UpstreamDialect.Other && Fallback?.Invoke(request) is { } known) return known;
        return ReplyTo(request);
    }

    /// <summary>The script's reply to a request.</summary>
    internal UpstreamReply ReplyTo(UpstreamRequest request)
    {
        if (_queue.TryDequeue(out UpstreamReply? queued)) return queued;
        return OnRequest?.Invoke(request) ?? Default;
    }

    private static UpstreamRequest Describe(HttpRequest request, int index, string body)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in request.Headers) headers[name] = values.ToString();
        string path = request.Path.Value ?? "/";
        return new UpstreamRequest(index, request.Method, path, request.QueryString.Value ?? "", headers, body, DialectOf(request.Method, path), request.HttpContext.Connection.Id);
    }

    private static UpstreamDialect DialectOf(string method, string path)
    {
        if (method == "POST" && path.EndsWith("/chat/completions", StringComparison.Ordinal)) return UpstreamDialect.OpenAi;
        if (method == "POST" && path.EndsWith("/messages", StringComparison.Ordinal)) return UpstreamDialect.Anthropic;
        if (method == "POST" && path.EndsWith("/api/chat", StringComparison.Ordinal)) return UpstreamDialect.Ollama;
        bool list = path.EndsWith("/models", StringComparison.Ordinal) || path.EndsWith("/api/tags", StringComparison.Ordinal);
        return method == "GET" && list ? UpstreamDialect.Models : UpstreamDialect.Other;
    }

    private static IWire? Wire(UpstreamDialect dialect) => dialect switch
    {
        UpstreamDialect.OpenAi => OpenAiWire,
        UpstreamDialect.Anthropic => AnthropicWire,
        UpstreamDialect.Ollama => OllamaWire,
        _ => null,
    };
}
