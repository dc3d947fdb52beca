using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>Turns whatever an endpoint throws into an error of OpenAI's shape. Details of a fault of ours go to the log and never to the client.</summary>
internal sealed class ErrorMiddleware
{
    private readonly RequestDelegate _next;
    private readonly AuditTrail _audit;
    private readonly ILogger<ErrorMiddleware> _logger;

    public ErrorMiddleware(RequestDelegate next, AuditTrail audit, ILogger<ErrorMiddleware> logger)
    {
        _next = next;
        _audit = audit;
        _logger = logger;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await _next(http);
            if (IsFromRouting(http))
                await WriteAsync(http, NotThere(http));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; nobody reads an answer.
        }
        catch (GatewayException error)
        {
            if (AuditTrail.IsRefusal(error))
                _audit.Refused(http, error);
            await WriteAsync(http, error);
        }
#pragma warning disable CA1031 // The last place where a fault can be told to the client in the form it expects.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            GatewayLog.Faulted(_logger, exception, http.Request.Path.Value ?? "");
            await WriteAsync(http, GatewayException.OfFault());
        }
    }

    // For a method that no route takes, routing has an endpoint of its own that only sets the status.
    private static bool IsFromRouting(HttpContext http) => http.Response is { HasStarted: false, ContentLength: null, ContentType: null }
        && (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed || (http.Response.StatusCode == StatusCodes.Status404NotFound && http.GetEndpoint() is null));

    private static GatewayException NotThere(HttpContext http) => http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
        ? new GatewayException(StatusCodes.Status405MethodNotAllowed, $"{http.Request.Method} is not possible here; possible: {http.Response.Headers.Allow}.") { Code = "method_not_allowed" }
        : new GatewayException(
            StatusCodes.Status404NotFound, "There is nothing at this address. The API is under /v1 (chat/completions, responses, messages, embeddings, completions, models, fusion/…), and described at /docs.")
        {
            Code = "not_found",
        };

    private static async Task WriteAsync(HttpContext http, GatewayException error)
    {
        // Once a stream has begun, its own writer tells what went wrong; all that is left here is to end the connection so that nobody waits.
        if (http.Response.HasStarted)
            http.Abort();
        else
            await ErrorWriter.WriteAsync(http, error);
    }
}
