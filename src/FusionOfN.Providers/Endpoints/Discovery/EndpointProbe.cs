using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>Looks whether an endpoint is there and which models it has, without spending a token.</summary>
public static class EndpointProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Looks at one endpoint. Failures are in the report, not thrown.</summary>
    /// <param name="options">The endpoint.</param>
    /// <param name="runtime">Clock, environment variables and so on; null takes the real ones.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async Task<ProbeReport> RunAsync(EndpointOptions options, EndpointRuntime? runtime = null, CancellationToken cancellationToken = default)
    {
        runtime ??= new EndpointRuntime();
        using Endpoint endpoint = new(options, runtime);
        using HttpClient http = endpoint.CreateHttpClient(model: null);
        using CancellationTokenSource limit = new(Patience, runtime.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        long start = runtime.TimeProvider.GetTimestamp();
        FailureFactory failures = new(options, model: null, EndpointSecrets.Read(options, runtime.ReadVariable).Scrubber);
        try
        {
            IReadOnlyList<string>? models = await ListAsync(options, http, failures, either.Token).ConfigureAwait(false);
            IEnumerable<string> missing = models is null ? [] : options.Models.Where(model => !Has(models, model));
            return new ProbeReport(options.Name, runtime.TimeProvider.GetElapsedTime(start), models, [.. missing], Problem: null);
        }
        catch (EndpointException exception)
        {
            return new ProbeReport(options.Name, runtime.TimeProvider.GetElapsedTime(start), Models: null, [], exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            EndpointException late = failures.Make(EndpointFailureKind.Timeout, $"no answer within {Patience.TotalSeconds:0} s", isTransient: true);
            return new ProbeReport(options.Name, runtime.TimeProvider.GetElapsedTime(start), Models: null, [], late);
        }
    }

    private static async Task<IReadOnlyList<string>?> ListAsync(
        EndpointOptions options, HttpClient http, FailureFactory failures, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, ListAddress(options));
        if (options.Kind == EndpointKind.Anthropic) request.Headers.Add("anthropic-version", "2023-06-01");
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using JsonDocument document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            return ReadNames(document.RootElement) ?? throw failures.Make(EndpointFailureKind.GarbageReply, "the model list cannot be read", isTransient: false);
        }
        catch (EndpointException exception) when (exception.StatusCode is 404 or 405 or 501 && options.Kind != EndpointKind.Ollama)
        {
            // Not every compatible server has a model list; that it answers is what counts.
            return null;
        }
        catch (JsonException exception)
        {
            throw failures.Unreadable(exception);
        }
    }

    private static Uri ListAddress(EndpointOptions options)
    {
        string address = options.BaseUrl.OriginalString.TrimEnd('/');
        int deployments = address.IndexOf("/deployments/", StringComparison.Ordinal);
        if (deployments >= 0) address = address[..deployments];
        return new Uri(options.Kind switch
        {
            EndpointKind.Ollama => $"{address}/api/tags",
            EndpointKind.Anthropic => address.EndsWith("/v1", StringComparison.Ordinal) ? $"{address}/models" : $"{address}/v1/models",
            _ => $"{address}/models",
        });
    }

    // OpenAI and Anthropic: {"data": [{"id"}]}; Ollama: {"models": [{"name"}]}; some servers: the bare list.
    private static List<string>? ReadNames(JsonElement root)
    {
        JsonElement list = root;
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("data", out list) && !root.TryGetProperty("models", out list)) return null;
        if (list.ValueKind != JsonValueKind.Array) return null;
        List<string> names = [];
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            if ((item.TryGetProperty("id", out JsonElement name) || item.TryGetProperty("name", out name)) && name.GetString() is { Length: > 0 } text) names.Add(text);
        }

        return names;
    }

    private static bool Has(IReadOnlyList<string> models, string model) =>
        models.Any(listed => listed == model || (listed.EndsWith(":latest", StringComparison.Ordinal) && listed[..^":latest".Length] == model));
}
