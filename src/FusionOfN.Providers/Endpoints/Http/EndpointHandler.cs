using System.Text;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>
/// The one way out to an endpoint, under our own client and the providers' packages alike: puts in credentials, headers and extra body fields, and turns every failure
/// into an <see cref="EndpointException"/> while status and headers are still at hand.
/// </summary>
internal sealed class EndpointHandler : DelegatingHandler
{
    private const int MostErrorCharacters = 64 * 1024;

    // Servers behind some shields refuse requests that do not say who asks.
    private static readonly string Product = $"FusionOfN/{typeof(EndpointHandler).Assembly.GetName().Version!.ToString(3)}";

    private readonly EndpointOptions _options;
    private readonly EndpointSecrets _secrets;
    private readonly FailureFactory _failures;
    private readonly ReplyInspector? _inspector;
    private readonly TimeProvider _timeProvider;

    public EndpointHandler(
        EndpointOptions options, EndpointSecrets secrets, FailureFactory failures, TimeProvider timeProvider, HttpMessageHandler transport, bool isChat = true)
        : base(transport)
    {
        _options = options;
        _secrets = secrets;
        _failures = failures;
        _timeProvider = timeProvider;
        // Our own client looks at its replies itself.
        _inspector = !isChat || options.Kind is EndpointKind.OpenAi or EndpointKind.Azure ? null : new ReplyInspector(options.Kind, failures);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_secrets.MissingVariable is { } missing) throw _failures.MissingVariable(missing);
        AddHeaders(request);
        await AddBodyFieldsAsync(request, cancellationToken).ConfigureAwait(false);

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw NeverConnected(exception.HttpRequestError)
                ? _failures.Make(EndpointFailureKind.Unreachable, $"no connection ({exception.HttpRequestError})", isTransient: true, cause: exception)
                : _failures.Broken(exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw _failures.Make(
                EndpointFailureKind.Timeout, $"no connection within {_options.Timeouts.Connect.TotalSeconds:0.#} s", isTransient: true, cause: exception);
        }

        try
        {
            if (!response.IsSuccessStatusCode) throw await ReadFailureAsync(response, cancellationToken).ConfigureAwait(false);
            if (_inspector is not null && request.Method == HttpMethod.Post) await _inspector.InspectAsync(response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static bool NeverConnected(HttpRequestError error) => error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private void AddHeaders(HttpRequestMessage request)
    {
        if (!request.Headers.NonValidated.Contains("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", Product);
        bool isAzure = _options.Kind == EndpointKind.Azure;
        // The packages insist on a key and put their own header in; what really goes out is decided here.
        request.Headers.Remove("Authorization");
        if (_secrets.Key is not null)
            request.Headers.TryAddWithoutValidation(isAzure ? "api-key" : "Authorization", isAzure ? _secrets.Key : $"Bearer {_secrets.Key}");
        if (_options.Kind == EndpointKind.Anthropic)
        {
            // Anthropic's own place for it; servers that speak its API look at either.
            request.Headers.Remove("x-api-key");
            if (_secrets.Key is not null) request.Headers.TryAddWithoutValidation("x-api-key", _secrets.Key);
        }

        if (FusionDepth.Current is { } depth)
            request.Headers.TryAddWithoutValidation(FusionDepth.HeaderName, depth);
        foreach ((string name, string value) in _secrets.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (_options.ApiVersion is null || request.RequestUri is null) return;
        UriBuilder address = new(request.RequestUri);
        string separator = address.Query.Length > 1 ? "&" : "";
        address.Query = $"{address.Query}{separator}api-version={Uri.EscapeDataString(_options.ApiVersion)}";
        request.RequestUri = address.Uri;
    }

    // Our own client writes the extra fields itself.
    private async Task AddBodyFieldsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_inspector is null || request.Content is null) return;
        JsonObject? call = CallBody.Current;
        if (_options.ExtraBody is not { Count: > 0 } && call is not { Count: > 0 }) return;
        string text = await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (JsonNode.Parse(text) is not JsonObject body) return;
        Merge(body, _options.ExtraBody, overwrite: false);
        Merge(body, call, overwrite: true);

        HttpContent original = request.Content;
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        original.Dispose();
    }

    // Objects merge field by field: Ollama's samplers all live inside "options".
    private static void Merge(JsonObject target, JsonObject? more, bool overwrite)
    {
        foreach ((string name, JsonNode? value) in more ?? [])
        {
            if (target[name] is JsonObject inner && value is JsonObject nested) Merge(inner, nested, overwrite);
            else if (overwrite || !target.ContainsKey(name)) target[name] = value?.DeepClone();
        }
    }

    private async Task<EndpointException> ReadFailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            string target = response.Headers.Location?.GetLeftPart(UriPartial.Path) ?? "nowhere";
            return _failures.Make(
                EndpointFailureKind.BadRequest, $"redirected to {target} (HTTP {status}); redirects are not followed, set base_url to the final address",
                isTransient: false, status);
        }

        string body = "";
        try
        {
            using StreamReader reader = new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            char[] text = new char[MostErrorCharacters];
            body = new string(text, 0, await reader.ReadBlockAsync(text, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status says enough.
        }

        return _failures.FromStatus(status, _failures.ReadError(body), RetryAfterHeader.Read(response, _timeProvider.GetUtcNow()));
    }
}
