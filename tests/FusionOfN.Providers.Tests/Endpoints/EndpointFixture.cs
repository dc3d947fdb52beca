using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Providers.Tests;

/// <summary>A fake upstream and endpoints onto it. Retries are off unless a test turns them on.</summary>
internal sealed class EndpointFixture : IAsyncDisposable
{
    public const string Key = "sk-test-0123456789abcdef";

    private readonly List<Endpoint> _endpoints = [];

    private EndpointFixture(FakeUpstream upstream) => Upstream = upstream;

    public FakeUpstream Upstream { get; }

    public TestClock Clock { get; } = new();

    public List<string> Log { get; } = [];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<EndpointFixture> StartAsync() => new(await FakeUpstream.StartAsync(Cancel));

    public EndpointOptions Options(EndpointKind kind = EndpointKind.OpenAi) => new()
    {
        Name = "test",
        Kind = kind,
        BaseUrl = kind is EndpointKind.OpenAi or EndpointKind.Azure ? Upstream.OpenAiUrl : Upstream.Url,
        ApiKeyVariable = "TEST_KEY",
        Retry = new EndpointRetry { MaxRetries = 0 },
    };

    public Endpoint Open(EndpointOptions options)
    {
        Endpoint endpoint = new(options, new EndpointRuntime
        {
            TimeProvider = Clock,
            ReadVariable = name => name is "TEST_KEY" or "SECRET_HEADER" ? Key : null,
            Seed = 1,
            LoggerFactory = new ListLoggerFactory(Log),
        });
        _endpoints.Add(endpoint);
        return endpoint;
    }

    public IChatClient Client(EndpointKind kind = EndpointKind.OpenAi, Func<EndpointOptions, EndpointOptions>? change = null) =>
        Open(change?.Invoke(Options(kind)) ?? Options(kind)).GetChatClient("model-a");

    public static async Task<EndpointException> FailAsync(Task call) => await Assert.ThrowsAsync<EndpointException>(() => call);

    public static Task<ChatResponse> StreamAsync(IChatClient client, ChatOptions? options = null) =>
        client.GetStreamingResponseAsync("hi", options, Cancel).ToChatResponseAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (Endpoint endpoint in _endpoints) endpoint.Dispose();
        await Upstream.DisposeAsync();
    }

    private sealed class ListLoggerFactory(List<string> lines) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
