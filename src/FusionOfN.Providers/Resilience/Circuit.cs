using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace FusionOfN.Providers;

/// <summary>A circuit breaker: after too many failures of the kinds that count, calls fail at once for a while.</summary>
internal sealed class Circuit
{
    private readonly EndpointOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly FailureFactory _failures;
    private readonly ResiliencePipeline<object> _pipeline;
    private readonly CircuitBreakerStateProvider _state = new();
    private volatile BreakerStop? _stop;

    public Circuit(EndpointOptions options, TimeProvider timeProvider, ILogger logger, FailureFactory failures, Func<EndpointFailureKind, bool> counts)
    {
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _failures = failures;
        _pipeline = Build(options.Breaker, counts);
    }

    public bool IsOpen => _state.CircuitState == CircuitState.Open;

    /// <summary>Whether it is open and its rest is not over, so that a call need not wait for its turn only to be refused.</summary>
    public bool RefusesNow => IsOpen && _timeProvider.GetUtcNow() < _stop?.Until;

    public ValueTask<Outcome<object>> ExecuteAsync<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<object>>> call, ResilienceContext context, TState state) =>
        _pipeline.ExecuteOutcomeAsync(call, context, state);

    /// <summary>Counts a failure that came when the call was through already.</summary>
    public async Task CountAsync(Exception exception)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        await _pipeline.ExecuteOutcomeAsync(
            static (_, failure) => new ValueTask<Outcome<object>>(Outcome.FromException<object>(failure)), context, exception).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
    }

    /// <summary>Why nothing is sent, and until when.</summary>
    public EndpointException Stopped(FailureFactory failures)
    {
        BreakerStop? stop = _stop;
        DateTimeOffset now = _timeProvider.GetUtcNow();
        TimeSpan left = (stop?.Until ?? now) - now;
        EndpointBreaker breaker = _options.Breaker;
        string status = stop?.LastFailure?.StatusCode is { } code ? $" (HTTP {code})" : "";
        string last = stop?.LastFailure is { } failure ? $", the last one with {failure.Kind}{status}" : "";
        string resume = left > TimeSpan.Zero
            ? $"resume after {Clock(now + left)}, when one trial call is let through"
            : "resume when the trial call now in flight has succeeded";
        return failures.Make(
            EndpointFailureKind.CircuitOpen,
            $"stopped after {breaker.FailureRatio:P0} of {breaker.MinimumAttempts} or more calls within {breaker.Window.TotalSeconds:0.#} s failed{last}; {resume}",
            isTransient: false, retryAfter: left > TimeSpan.Zero ? left : null);
    }

    internal static string Clock(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private ResiliencePipeline<object> Build(EndpointBreaker breaker, Func<EndpointFailureKind, bool> counts) =>
        new ResiliencePipelineBuilder<object> { TimeProvider = _timeProvider }.AddCircuitBreaker(new CircuitBreakerStrategyOptions<object>
        {
            FailureRatio = breaker.FailureRatio,
            MinimumThroughput = breaker.MinimumAttempts,
            SamplingDuration = breaker.Window,
            BreakDuration = breaker.Rest,
            StateProvider = _state,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is EndpointException failure && counts(failure.Kind)),
            OnOpened = arguments =>
            {
                _stop = new BreakerStop(_timeProvider.GetUtcNow() + arguments.BreakDuration, arguments.Outcome.Exception as EndpointException);
                ProviderLog.Stopped(_logger, Stopped(_failures).Message);
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                ProviderLog.Resumed(_logger, _options.Name);
                return ValueTask.CompletedTask;
            },
        }).Build();
}
