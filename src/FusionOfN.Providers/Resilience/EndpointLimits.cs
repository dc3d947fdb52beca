using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace FusionOfN.Providers;

/// <summary>
/// What all models of one endpoint share. A call goes through, from the outside in: retry → slot (adaptive concurrency) → rate limits → circuit
/// breaker → the attempt with its time limits. Between two attempts no slot is held.
/// </summary>
internal sealed class EndpointLimits : IDisposable
{
    private readonly ConcurrencyGate _gate;
    private readonly RatePacer _pacer;
    private readonly ResiliencePipeline _retry;
    private readonly ResiliencePipeline _breaker;
    private readonly CircuitBreakerStateProvider _breakerState = new();
    private readonly ILogger _logger;
    private readonly FailureFactory _failures;
    private readonly Random _random;
    private readonly Lock _randomLock = new();
    private volatile BreakerStop? _stop;

    public EndpointLimits(EndpointOptions options, EndpointRuntime runtime, SecretScrubber scrubber)
    {
        Options = options;
        TimeProvider = runtime.TimeProvider;
        _logger = runtime.LoggerFactory.CreateLogger("FusionOfN.Providers.Endpoint");
        _failures = new FailureFactory(options, model: null, scrubber);
        _random = new Random(runtime.Seed ?? unchecked((int)TimeProvider.GetTimestamp()));
        _gate = new ConcurrencyGate(options.MaxConcurrency, options.Serial, TimeProvider);
        _pacer = new RatePacer(options.RequestsPerMinute, options.TokensPerMinute, TimeProvider);
        _retry = BuildRetry(options.Retry);
        _breaker = BuildBreaker(options.Breaker);
    }

    public EndpointOptions Options { get; }

    public TimeProvider TimeProvider { get; }

    public EndpointStatus Status => new(_gate.InFlight, _gate.Waiting, _gate.Limit, _breakerState.CircuitState == CircuitState.Open);

    /// <summary>Makes a call, with retries. A successful <paramref name="call"/> takes the attempt over and has to dispose it.</summary>
    public async Task<T> ExecuteAsync<T>(FailureFactory failures, string model, long tokens, Func<Attempt, Task<T>> call, CancellationToken cancellationToken)
    {
        // Outcomes instead of exceptions: the pipelines would wrap each attempt in a try of their own.
        EndpointCall<T> tries = new(failures, model, tokens, call);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        Outcome<T> outcome = await _retry.ExecuteOutcomeAsync(
            static (context, state) => state.Limits.TryOnceAsync(state.Call, context.CancellationToken), context, (Limits: this, Call: tries)).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
        if (outcome.Exception is EndpointException exception && tries.Attempts > 1 && exception.Kind != EndpointFailureKind.CircuitOpen)
            throw exception.AfterAttempts(tries.Attempts);
        outcome.ThrowIfException();
        return outcome.Result!;
    }

    /// <summary>Counts a failure that came after the first token, when the breaker was through already.</summary>
    public async Task CountLateFailureAsync(Exception exception)
    {
        if (exception is not EndpointException) return;
        ResilienceContext context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        await _breaker.ExecuteOutcomeAsync(
            static (_, failure) => new ValueTask<Outcome<object>>(Outcome.FromException<object>(failure)), context, exception).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
    }

    public void Settle(PaceTicket ticket, long tokens) => _pacer.Settle(ticket, tokens);

    public void Succeed() => _gate.Succeed();

    /// <summary>Says that calls for a model may come: with several, none of them has all places.</summary>
    public void Expect(string model) => _gate.Expect(model);

    public void Dispose() => _gate.Dispose();

    private async ValueTask<Outcome<T>> TryOnceAsync<T>(EndpointCall<T> call, CancellationToken cancellationToken)
    {
        call.Attempts++;
        GateLease? lease = null;
        Attempt? attempt = null;
        Outcome<T> outcome;
        try
        {
            ThrowIfRefused(call.Failures);
            lease = await _gate.EnterAsync(call.Model, cancellationToken).ConfigureAwait(false);
            ThrowIfRefused(call.Failures);
            // Asked again below; here so that an open breaker is not waited for in the rate limits.
            if (_breakerState.CircuitState == CircuitState.Open && TimeProvider.GetUtcNow() < _stop?.Until) throw Stopped(call.Failures);
            PaceTicket ticket = await _pacer.WaitAsync(call.Tokens, cancellationToken).ConfigureAwait(false);
            attempt = new Attempt(this, call.Failures, lease, ticket, call.Attempts, cancellationToken);

            // The attempt has the caller's cancellation already, and says what it means.
            ResilienceContext context = ResilienceContextPool.Shared.Get(CancellationToken.None);
            outcome = await _breaker.ExecuteOutcomeAsync(
                static (_, state) => state.call.SendAsync(state.attempt), context, (call, attempt)).ConfigureAwait(false);
            ResilienceContextPool.Shared.Return(context);
        }
#pragma warning disable CA1031 // An outcome holds whatever happened; it is thrown when no further attempt is to be made.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = Outcome.FromException<T>(exception);
        }

        if (outcome.Exception is null) return outcome;
        if (lease is not null && outcome.Exception is EndpointException failure) NoteOverload(lease, failure);
        if (attempt is null) lease?.Dispose();
        else attempt.Dispose();
        return outcome.Exception is BrokenCircuitException ? Outcome.FromException<T>(Stopped(call.Failures)) : outcome;
    }

    private void NoteOverload(GateLease lease, EndpointException failure)
    {
        if (failure.Kind is not (EndpointFailureKind.RateLimited or EndpointFailureKind.Overloaded) || failure.StatusCode is null) return;
        TimeSpan? wait = failure.RetryAfter;
        if (wait > Options.Retry.MaxDelay) _gate.Refuse(wait.Value);
        else if (_gate.Overload(lease, wait)) ProviderLog.LimitLowered(_logger, Options.Name, _gate.Limit);
    }

    private void ThrowIfRefused(FailureFactory failures)
    {
        TimeSpan left = _gate.RefusedFor;
        if (left <= TimeSpan.Zero) return;
        throw failures.Make(
            EndpointFailureKind.RateLimited, $"the server asked to be left alone until {Clock(TimeProvider.GetUtcNow() + left)}; nothing was sent",
            isTransient: false, retryAfter: left);
    }

    private EndpointException Stopped(FailureFactory failures)
    {
        BreakerStop? stop = _stop;
        DateTimeOffset now = TimeProvider.GetUtcNow();
        TimeSpan left = (stop?.Until ?? now) - now;
        EndpointBreaker breaker = Options.Breaker;
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

    private ResiliencePipeline BuildRetry(EndpointRetry retry)
    {
        if (retry.MaxRetries == 0) return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = TimeProvider }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = retry.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = retry.BaseDelay,
            MaxDelay = retry.MaxDelay,
            Randomizer = NextRandom,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is EndpointException { IsTransient: true } failure && !(failure.RetryAfter > retry.MaxDelay)),
            // The calls of one fan-out were told the same time; a tenth of jitter keeps them from coming back in one burst.
            DelayGenerator = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is EndpointException { RetryAfter: { } wait } ? wait * (1 + (0.1 * NextRandom())) : (TimeSpan?)null),
            OnRetry = arguments =>
            {
                if (arguments.Outcome.Exception is EndpointException failure)
                    ProviderLog.Retrying(_logger, Options.Name, failure.Model ?? "", failure.Kind, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalSeconds);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    private ResiliencePipeline BuildBreaker(EndpointBreaker breaker) =>
        new ResiliencePipelineBuilder { TimeProvider = TimeProvider }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = breaker.FailureRatio,
            MinimumThroughput = breaker.MinimumAttempts,
            SamplingDuration = breaker.Window,
            BreakDuration = breaker.Rest,
            StateProvider = _breakerState,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is EndpointException failure && IsEndpointsFault(failure.Kind)),
            OnOpened = arguments =>
            {
                _stop = new BreakerStop(TimeProvider.GetUtcNow() + arguments.BreakDuration, arguments.Outcome.Exception as EndpointException);
                ProviderLog.Stopped(_logger, Stopped(_failures).Message);
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                ProviderLog.Resumed(_logger, Options.Name);
                return ValueTask.CompletedTask;
            },
        }).Build();

    // A request that the server rightly refuses says nothing about the server.
    private static bool IsEndpointsFault(EndpointFailureKind kind) => kind is not (EndpointFailureKind.BadRequest or EndpointFailureKind.NotFound
        or EndpointFailureKind.ContextTooLong or EndpointFailureKind.Refused);

    private static string Clock(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private double NextRandom()
    {
        lock (_randomLock) return _random.NextDouble();
    }
}
