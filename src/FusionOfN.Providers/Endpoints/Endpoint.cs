using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// One server and its chat clients. All its models share its rate limits, its concurrency limit and its circuit breaker, so keep one
/// instance per server. Thread-safe.
/// </summary>
/// <example><code>
/// using Endpoint local = new(new EndpointOptions { Name = "local", BaseUrl = new("http://localhost:8000/v1") });
/// IChatClient model = local.GetChatClient("qwen3-8b");
/// </code></example>
public sealed class Endpoint : IDisposable
{
    private readonly EndpointRuntime _runtime;
    private readonly EndpointSecrets _secrets;
    private readonly EndpointLimits _limits;
    private readonly HttpMessageHandler _transport;
    private readonly ConcurrentDictionary<string, Lazy<IChatClient>> _clients = new(StringComparer.Ordinal);

    /// <summary>Makes an endpoint; connects to nothing yet.</summary>
    /// <param name="options">Where it is and how it may be used.</param>
    /// <param name="runtime">Clock, environment variables and so on; null takes the real ones.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names every mistake.</exception>
    public Endpoint(EndpointOptions options, EndpointRuntime? runtime = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> errors = options.Validate();
        if (errors.Count > 0) throw new ArgumentException($"Endpoint '{options.Name}': {string.Join("; ", errors)}.");
        Options = options;
        _runtime = runtime ?? new EndpointRuntime();
        _secrets = EndpointSecrets.Read(options, _runtime.ReadVariable);
        _limits = new EndpointLimits(options, _runtime, _secrets.Scrubber);
        _transport = _runtime.Transport ?? new SocketsHttpHandler
        {
            ConnectTimeout = options.Timeouts.Connect,
            // A redirect would carry the key to another host.
            AllowAutoRedirect = false,
            // An abandoned answer is paid for as long as it is written: close at once instead of waiting for its rest.
            ResponseDrainTimeout = TimeSpan.Zero,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            // A server has no state to keep here.
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        };
    }

    /// <summary>The options it was made with.</summary>
    public EndpointOptions Options { get; }

    /// <summary>What of a call's options its API has a place for, for <see cref="ChatModel.Supports"/>.</summary>
    public SupportedOptions Supports => EndpointSupport.Of(Options.Kind);

    /// <summary>How the endpoint stands at this moment.</summary>
    public EndpointStatus Status => _limits.Status;

    /// <summary>The chat client of one model; the same instance for the same name. It lives as long as the endpoint; disposing it does nothing.</summary>
    /// <param name="model">The model's name, as the server knows it.</param>
    /// <exception cref="ArgumentException">The endpoint's options list models, and this is none of them.</exception>
    /// <remarks>
    /// Its calls throw <see cref="EndpointException"/> on failure and <see cref="OperationCanceledException"/> when the caller cancels. A request
    /// stopped by the provider's content filter is no failure but an answer with finish reason <see cref="ChatFinishReason.ContentFilter"/>.
    /// </remarks>
    public IChatClient GetChatClient(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        if (Options.Models.Count > 0 && !Options.Models.Contains(model))
            throw new ArgumentException($"Endpoint '{Options.Name}' has no model '{model}'; it has {string.Join(", ", Options.Models)}.", nameof(model));
        return _clients.GetOrAdd(model, name => new Lazy<IChatClient>(() => Create(name))).Value;
    }

    /// <summary>A client of one model that sends each call's body (<see cref="EndpointProperties.Given"/>) as it is to another address of the same API.</summary>
    /// <param name="model">The model's name, as the server knows it.</param>
    /// <param name="path">The address below the endpoint's own, such as <c>embeddings</c>.</param>
    public IChatClient GetPassingClient(string model, string path) => new ResilientChatClient(
        new PassingClient(Options, model, path, new HttpMessageInvoker(CreateHandler(model), disposeHandler: false), Failures(model)), this, model, _limits, Failures(model));

    /// <summary>Closes the connections. Calls still in flight fail.</summary>
    public void Dispose()
    {
        _limits.Dispose();
        if (_runtime.Transport is null) _transport.Dispose();
    }

    /// <summary>An HTTP client that speaks to this endpoint with its credentials and its failures.</summary>
    internal HttpClient CreateHttpClient(string? model) => ClientOn(CreateHandler(model));

    /// <summary>The same for addresses beside the chats, whose replies are none.</summary>
    internal HttpClient CreatePlainHttpClient(string? model) => ClientOn(new EndpointHandler(Options, _secrets, Failures(model), _runtime.TimeProvider, _transport, isChat: false));

    /// <summary>A client of one model that sends over another transport, without limits and retries.</summary>
    internal IChatClient CreateOn(string model, HttpMessageHandler transport) =>
        CreateInner(model, new EndpointHandler(Options, _secrets, Failures(model), _runtime.TimeProvider, transport));

    private EndpointHandler CreateHandler(string? model) => new(Options, _secrets, Failures(model), _runtime.TimeProvider, _transport);

    internal FailureFactory Failures(string? model) => new(Options, model, _secrets.Scrubber);

    /// <summary>Says which models calls may come for, before the first one does: with several, none of them takes all places of <see cref="EndpointOptions.MaxConcurrency"/>.</summary>
    /// <param name="models">The models' names, as the server knows them.</param>
    public void Expect(IEnumerable<string> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        foreach (string model in models)
            _limits.Expect(model);
    }

    private ResilientChatClient Create(string model) => new(CreateInner(model, CreateHandler(model)), this, model, _limits, Failures(model));

    private IChatClient CreateInner(string model, EndpointHandler handler) => Options.Kind switch
    {
        EndpointKind.Anthropic => AnthropicAdapter.Create(Options, model, ClientOn(handler)),
        EndpointKind.Ollama => OllamaAdapter.Create(Options, model, ClientOn(handler)),
        // The handler itself: time limits and cancellation are those of the attempt, and every call would pay for a client's own.
        _ => new OpenAiChatClient(Options, model, new HttpMessageInvoker(handler, disposeHandler: false), Failures(model)),
    };

    private static HttpClient ClientOn(EndpointHandler handler) => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}
