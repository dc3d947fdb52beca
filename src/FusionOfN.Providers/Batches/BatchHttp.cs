using System.Net.Http.Headers;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>The exchanges of a batch API over HTTP: with the endpoint's credentials, and its failures as everywhere.</summary>
internal sealed class BatchHttp
{
    // Two hundred megabytes go up or down; a provider that is silent for so long is down.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64 };

    private readonly HttpClient _http;
    private readonly FailureFactory _failures;

    public BatchHttp(Endpoint endpoint, string model)
    {
        Options = endpoint.Options;
        Model = model;
        _http = endpoint.CreatePlainHttpClient(model);
        _failures = endpoint.Failures(model);
    }

    public EndpointOptions Options { get; }

    public string Model { get; }

    /// <summary>Sends a request and reads the JSON object that answers it.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string address, HttpContent? content, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            using HttpRequestMessage request = Request(method, address, content);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            using JsonDocument document = JsonDocument.Parse(body, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw _failures.Unreadable(exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw _failures.Broken(exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooSlow();
        }
    }

    /// <summary>Reads a file of JSON lines, as it comes.</summary>
    public async IAsyncEnumerable<JsonElement> ReadLinesAsync(string address, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        using HttpRequestMessage request = Request(HttpMethod.Get, address, null);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        using Stream body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        using StreamReader reader = new(body);
        while (await NextAsync(reader, limit.Token, cancellationToken).ConfigureAwait(false) is { } line)
        {
            // Blank lines come between and after.
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return Parse(line);
        }
    }

    /// <summary>Deletes something; what is gone already is deleted.</summary>
    public async Task DeleteAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = Request(HttpMethod.Delete, address, null);
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (EndpointException exception) when (exception.StatusCode == 404)
        {
        }
    }

    public EndpointException Garbage(string what) => _failures.Make(EndpointFailureKind.GarbageReply, what, isTransient: false);

    private JsonElement Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            // A line that is passed over would keep its request waiting for ever.
            throw _failures.Make(EndpointFailureKind.GarbageReply, "a line of the batch's results is not JSON", isTransient: true, cause: exception);
        }
    }

    private async Task<string?> NextAsync(StreamReader reader, CancellationToken limit, CancellationToken caller)
    {
        try
        {
            return await reader.ReadLineAsync(limit).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw _failures.Broken(exception);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw TooSlow();
        }
    }

    private EndpointException TooSlow() => _failures.Make(EndpointFailureKind.Timeout, $"no whole answer within {Longest.TotalMinutes:0} min", isTransient: true);

    private HttpRequestMessage Request(HttpMethod method, string address, HttpContent? content)
    {
        HttpRequestMessage request = new(method, address) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (Options.Kind == EndpointKind.Anthropic) request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        return request;
    }
}
