using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>Gives each request its id, writes one line for it, and counts it. A route instead of a path: paths hold names that people chose.</summary>
internal sealed class AccessLog
{
    /// <summary>The header that names the request in the log, for whoever has to be asked about it.</summary>
    public const string RequestId = "x-request-id";

    private const int ClientClosedRequest = 499;

    private readonly RequestDelegate _next;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<AccessLog> _logger;

    public AccessLog(RequestDelegate next, GatewayMetrics metrics, TimeProvider time, ILogger<AccessLog> logger)
    {
        _next = next;
        _metrics = metrics;
        _time = time;
        _logger = logger;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        long start = _time.GetTimestamp();
        string id = $"req_{Guid.CreateVersion7():n}";
        http.Response.Headers[RequestId] = id;
        try
        {
            await _next(http);
        }
        finally
        {
            var elapsed = _time.GetElapsedTime(start);
            int status = http.RequestAborted.IsCancellationRequested ? ClientClosedRequest : http.Response.StatusCode;
            var endpoint = http.GetEndpoint() as RouteEndpoint;
            string route = endpoint?.RoutePattern.RawText ?? "none";
            _metrics.Answered(route, status, elapsed.TotalSeconds);

            // Those who watch ask every few seconds; that is no news.
            if (endpoint?.Metadata.GetMetadata<QuietRoute>() is null)
                GatewayLog.Answered(_logger, MethodOf(http.Request), route, status, elapsed.TotalMilliseconds, id, http.Response.Headers[RunHeaders.RunId].ToString());
        }
    }

    // Any word can be sent as a method.
    private static string MethodOf(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method) || HttpMethods.IsHead(request.Method)
        || HttpMethods.IsOptions(request.Method) || HttpMethods.IsDelete(request.Method) || HttpMethods.IsPut(request.Method)
        ? request.Method
        : "other";
}
