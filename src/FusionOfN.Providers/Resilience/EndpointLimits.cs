using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace FusionOfN.Providers;

/// <summary>
/// What all models of one endpoint share. A call goes through, from the outside in: retry → slot (adaptive concurrency) → rate limits → circuit
/// breakers → the attempt with its time limits. Between two attempts no slot is held. Servers limit the rate of each model by itself: what a 429 asks for
/// holds back its model, and any other failure concerns the endpoint.
/// </summary>
internal sealed class EndpointLimits : IDisposable
{
    private readonly ConcurrencyGate _gate;
    private readonly RatePacer _pacer;
    // Of one type for every call: a pipeline of none would carry each outcome over into its own and back.
    private readonly ResiliencePipeline<object> _retry;
    private readonly Circuit _circuit;
    private readonly ConcurrentDictionary<string, Circuit> _modelCircuits = new(StringComparer.Ordinal);
    private readonly ILogger _logger;
    private readonly FailureFactory _failures;
    private readonly Random _random;
    private readonly Lock _randomLock = new();

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
        _circuit = new Circuit(options, TimeProvider, _logger, _failures, IsEndpointsFault);
    }

    public EndpointOptions Options { get; }

    public TimeProvider TimeProvider { get; }

    public EndpointStatus Status => new(_gate.InFlight, _gate.Waiting, _gate.Limit, _circuit.IsOpen);

    /// <summary>Makes a call, with retries. A successful <paramref name="call"/> takes the attempt over and has to dispose it.</summary>
    public async Task<T> ExecuteAsync<T>(FailureFactory failures, string model, long tokens, Func<Attempt, Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        // Outcomes instead of exceptions: the pipelines would wrap each attempt in a try of their own.
        EndpointCall<T> tries = new(failures, model, tokens, call);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        Outcome<object> outcome = await _retry.ExecuteOutcomeAsync(
            static (context, state) => state.Limits.TryOnceAsync(state.Call, context.CancellationToken), context, (Limits: this, Call: (EndpointCall)tries)).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
        if (outcome.Exception is EndpointException exception && tries.Attempts > 1 && exception.Kind != EndpointFailureKind.CircuitOpen)
            throw exception.AfterAttempts(tries.Attempts);
        outcome.ThrowIfException();
        return (T)outcome.Result!;
    }

    /// <summary>Counts a failure that came after the first token, when the breakers were through already.</summary>
    public async Task CountLateFailureAsync(string model, Exception exception)
    {
        if (exception is not EndpointException) return;
        await _circuit.CountAsync(exception).ConfigureAwait(false);
        await CircuitOf(model).CountAsync(exception).ConfigureAwait(false);
    }

    public void Settle(PaceTicket ticket, long tokens) => _pacer.Settle(ticket, tokens);

    public void Succeed() => _gate.Succeed();

    /// <summary>Says that calls for a model may come: with several, none of them has all places.</summary>
    public void Expect(string model) => _gate.Expect(model);

    public void Dispose() => _gate.Dispose();

    private async ValueTask<Outcome<object>> TryOnceAsync(EndpointCall call, CancellationToken cancellationToken)
    {
        call.Attempts++;
        GateLease? lease = null;
        Attempt? attempt = null;
        Outcome<object> outcome;
        try
        {
            Circuit ofModel = CircuitOf(call.Model);
            ThrowIfRefused(call);
            lease = await _gate.EnterAsync(call.Model, cancellationToken).ConfigureAwait(false);
            ThrowIfRefused(call);
            // Asked again below; here so that an open breaker is not waited for in the rate limits.
            if (_circuit.RefusesNow) throw _circuit.Stopped(call.Failures);
            if (ofModel.RefusesNow) throw ofModel.Stopped(call.Failures);
            PaceTicket ticket = await _pacer.WaitAsync(call.Tokens, cancellationToken).ConfigureAwait(false);
            attempt = new Attempt(this, call.Failures, lease, ticket, call.Attempts, cancellationToken);

            // The attempt has the caller's cancellation already, and says what it means.
            ResilienceContext context = ResilienceContextPool.Shared.Get(CancellationToken.None);
            outcome = await _circuit.ExecuteAsync(
                static (context, state) => state.ofModel.ExecuteAsync(static (_, inner) => inner.call.SendAsync(inner.attempt), context, (state.call, state.attempt)),
                context,
                (ofModel, call, attempt)).ConfigureAwait(false);
            ResilienceContextPool.Shared.Return(context);
            if (outcome.Exception is BrokenCircuitException)
                outcome = Outcome.FromException<object>((ofModel.IsOpen && !_circuit.IsOpen ? ofModel : _circuit).Stopped(call.Failures));
        }
#pragma warning disable CA1031 // An outcome holds whatever happened; it is thrown when no further attempt is to be made.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = Outcome.FromException<object>(exception);
        }

        if (outcome.Exception is null) return outcome;
        if (lease is not null && outcome.Exception is EndpointException failure) NoteOverload(lease, call.Model, failure);
        if (attempt is null) lease?.Dispose();
        else attempt.Dispose();
        return outcome;
    }

    private void NoteOverload(GateLease lease, string model, EndpointException failure)
    {
        if (failure.StatusCode is null) return;
        TimeSpan? wait = failure.RetryAfter;
        bool isOverload = failure.Kind is EndpointFailureKind.RateLimited or EndpointFailureKind.Overloaded;
        string? whose = failure.Kind == EndpointFailureKind.RateLimited ? model : null;
        if (wait > Options.Retry.MaxDelay && (isOverload || failure.Kind is EndpointFailureKind.Authentication or EndpointFailureKind.QuotaExhausted))
            _gate.Refuse(wait.Value, whose);
        else if (isOverload && _gate.Overload(lease, wait, whose))
            ProviderLog.LimitLowered(_logger, Options.Name, _gate.Limit);
    }

    private void ThrowIfRefused(EndpointCall call)
    {
        TimeSpan left = _gate.RefusedFor(call.Model);
        if (left <= TimeSpan.Zero) return;
        throw call.Failures.Make(
            EndpointFailureKind.RateLimited, $"the server asked to be left alone until {Circuit.Clock(TimeProvider.GetUtcNow() + left)}; nothing was sent",
            isTransient: false, retryAfter: left);
    }

    private Circuit CircuitOf(string model) =>
        _modelCircuits.GetOrAdd(model, static (_, limits) => new Circuit(limits.Options, limits.TimeProvider, limits._logger, limits._failures, IsModelsFault), this);

    private ResiliencePipeline<object> BuildRetry(EndpointRetry retry)
    {
        if (retry.MaxRetries == 0) return ResiliencePipeline<object>.Empty;
        return new ResiliencePipelineBuilder<object> { TimeProvider = TimeProvider }.AddRetry(new RetryStrategyOptions<object>
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

    // A request that the server rightly refuses says nothing about the server.
    private static bool IsEndpointsFault(EndpointFailureKind kind) => kind is not (EndpointFailureKind.BadRequest or EndpointFailureKind.NotFound
        or EndpointFailureKind.ContextTooLong or EndpointFailureKind.Refused or EndpointFailureKind.RateLimited);

    private static bool IsModelsFault(EndpointFailureKind kind) => kind == EndpointFailureKind.RateLimited;

    private double NextRandom()
    {
        lock (_randomLock) return _random.NextDouble();
    }
}
