using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace FusionOfN.Providers;

/// <summary>Posts JSON to one reward server: credentials, time limit, retries, and failures as <see cref="EndpointException"/> without keys.</summary>
internal sealed class RewardChannel : IDisposable
{
    // Texts of every script go out as they are; escaped they would be up to six times as long.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RewardServerOptions _options;
    private readonly EndpointRuntime _runtime;
    private readonly EndpointSecrets _secrets;
    private readonly FailureFactory _failures;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline _retry;

    public RewardChannel(RewardServerOptions options, string path, EndpointRuntime runtime)
    {
        _options = options;
        _runtime = runtime;
        Address = Join(options.BaseUrl, path);
        EndpointOptions endpoint = new()
        {
            Name = options.Name,
            BaseUrl = Address,
            ApiKeyVariable = options.ApiKeyVariable,
            Headers = options.Headers,
            Retry = options.Retry,
        };
        if (endpoint.Validate() is { Count: > 0 } errors)
            throw new ArgumentException($"Scorer '{options.Name}': {string.Join("; ", errors)}.");

        _secrets = EndpointSecrets.Read(endpoint, runtime.ReadVariable);
        _failures = new FailureFactory(endpoint, options.Model, _secrets.Scrubber);
        _http = new HttpClient(runtime.Transport ?? MakeTransport(), disposeHandler: runtime.Transport is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _retry = MakeRetry(options.Retry, runtime);
    }

    /// <summary>The address of the route.</summary>
    public Uri Address { get; }

    /// <summary>Sends a request, again where that may help.</summary>
    /// <exception cref="EndpointException">There is no usable reply.</exception>
    public async Task<JsonElement> PostAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (_secrets.MissingVariable is { } missing)
            throw _failures.MissingVariable(missing);

        string json = body.ToJsonString(Plain);
        return await _retry.ExecuteAsync(token => new ValueTask<JsonElement>(SendAsync(json, token)), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Removes what the server's echoes may have brought into a text.</summary>
    public string Scrub(string text) => _secrets.Scrubber.Scrub(text);

    private async Task<JsonElement> SendAsync(string json, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(_options.Timeout, _runtime.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, Address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            if (_secrets.Key is { } key)
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
            foreach (var (name, value) in _secrets.Headers)
                request.Headers.TryAddWithoutValidation(name, value);

            using var response = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync(both.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var wait = RetryAfterHeader.Read(response, _runtime.TimeProvider.GetUtcNow());
                throw _failures.FromStatus((int)response.StatusCode, ErrorBody.Read(text), wait);
            }


            using var document = JsonDocument.Parse(WellFormedText.OfJson(text));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw _failures.Make(EndpointFailureKind.GarbageReply, "the answer is not JSON", isTransient: false);
        }
        catch (HttpRequestException exception)
        {
            throw _failures.Make(
                EndpointFailureKind.Unreachable, $"no connection ({exception.HttpRequestError})", isTransient: true, cause: exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw _failures.Make(EndpointFailureKind.Timeout, $"no answer within {_options.Timeout.TotalSeconds:0.#} s", isTransient: true);
        }
    }

    // People give the address with or without the version: every dialect's route is written from the server's root.
    private static Uri Join(Uri root, string path)
    {
        string start = root.OriginalString.TrimEnd('/');
        foreach (string version in (string[])["/v1", "/v2"])
        {
            if (start.EndsWith(version, StringComparison.Ordinal))
                start = start[..^version.Length];
        }

        return new Uri(start + path);
    }

    // A redirect would carry the key to another host.
    private static SocketsHttpHandler MakeTransport() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        AutomaticDecompression = DecompressionMethods.All,
    };

    private static ResiliencePipeline MakeRetry(EndpointRetry retry, EndpointRuntime runtime)
    {
        if (retry.MaxRetries == 0)
            return ResiliencePipeline.Empty;

        Random random = new(runtime.Seed ?? (int)runtime.TimeProvider.GetTimestamp());
        Lock gate = new();
        return new ResiliencePipelineBuilder { TimeProvider = runtime.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = retry.MaxRetries,
                Delay = retry.BaseDelay,
                MaxDelay = retry.MaxDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = Next,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is EndpointException { IsTransient: true } failure && !(failure.RetryAfter > retry.MaxDelay)),
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as EndpointException)?.RetryAfter),
            })
            .Build();

        double Next()
        {
            lock (gate)
                return random.NextDouble();
        }
    }
}
