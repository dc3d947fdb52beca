using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>Writes server-sent events. The response starts with the first of them, so that until then an error can still have its own status.</summary>
internal sealed class SseStream : IDisposable
{
    /// <summary>How long a client may leave the stream unread while more is to be sent. Its run holds a place that others wait for.</summary>
    public static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(30);

    private readonly HttpResponse _response;
    private readonly IBufferWriter<byte> _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public SseStream(HttpResponse response)
    {
        _response = response;
        _output = response.BodyWriter;
        _json = new Utf8JsonWriter(_buffer, GatewayJson.Writing);
    }

    /// <summary>Whether anything was written.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Writes a refusal down that came when the response had begun.</summary>
    public void Audit(GatewayException error)
    {
        if (AuditTrail.IsRefusal(error))
            _response.HttpContext.RequestServices.GetRequiredService<AuditTrail>().Refused(_response.HttpContext, error);
    }

    /// <summary>Writes an event whose data is one JSON value.</summary>
    /// <param name="write">Writes the value.</param>
    /// <param name="eventName">The event's name; null for an event without one.</param>
    public void Write(Action<Utf8JsonWriter> write, string? eventName = null)
    {
        write(Begin());
        End(eventName);
    }

    /// <summary>Begins an event whose data is one JSON value. Nothing of it is sent before <see cref="End"/>.</summary>
    /// <returns>What to write the value with.</returns>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        return _json;
    }

    /// <summary>Ends the event that was begun.</summary>
    /// <param name="eventName">The event's name; null for an event without one.</param>
    public void End(string? eventName = null)
    {
        Start();
        _json.Flush();
        if (eventName is not null)
        {
            _output.Write("event: "u8);
            _output.Write(System.Text.Encoding.UTF8.GetBytes(eventName));
            _output.Write("\n"u8);
        }

        _output.Write("data: "u8);
        _output.Write(_buffer.WrittenSpan);
        _output.Write("\n\n"u8);
    }

    /// <summary>Writes the mark that nothing follows.</summary>
    public void WriteDone()
    {
        Start();
        _output.Write("data: [DONE]\n\n"u8);
    }

    /// <summary>Writes a comment that keeps the connection from being taken for dead.</summary>
    public void WriteKeepAlive()
    {
        Start();
        _output.Write(": keepalive\n\n"u8);
    }

    /// <summary>Logs a fault of ours that ended the stream.</summary>
    public void Log(Exception exception) => GatewayLog.Faulted(
        _response.HttpContext.RequestServices.GetRequiredService<ILogger<SseStream>>(), exception, _response.HttpContext.Request.Path.Value ?? "");

    /// <summary>Sends what was written. A client that is gone, or that reads nothing, is noticed by the run's cancellation, not here.</summary>
    public ValueTask FlushAsync()
    {
        if (!HasStarted)
            return ValueTask.CompletedTask;

        var flush = _response.BodyWriter.FlushAsync(CancellationToken.None);
        if (!flush.IsCompletedSuccessfully)
            return WaitAsync(flush.AsTask());
        _ = flush.Result;
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _json.Dispose();

    private async ValueTask WaitAsync(Task<FlushResult> flush)
    {
        try
        {
            await flush.WaitAsync(LongestFlush, _response.HttpContext.RequestServices.GetRequiredService<TimeProvider>());
        }
        catch (TimeoutException)
        {
            _response.HttpContext.Abort();
            await flush;
        }
    }

    private void Start()
    {
        if (HasStarted)
            return;

        HasStarted = true;
        _response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        _response.ContentType = "text/event-stream; charset=utf-8";
        _response.Headers.CacheControl = "no-cache, no-store";

        // Proxies such as nginx hold streams back unless told otherwise.
        _response.Headers["X-Accel-Buffering"] = "no";
    }
}
