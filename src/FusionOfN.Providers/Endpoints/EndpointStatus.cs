namespace FusionOfN.Providers;

/// <summary>How an endpoint stands at one moment.</summary>
/// <param name="InFlight">Requests in flight.</param>
/// <param name="Waiting">Requests that wait for a slot.</param>
/// <param name="ConcurrencyLimit">The live concurrency limit, from 1 to <see cref="EndpointOptions.MaxConcurrency"/>.</param>
/// <param name="IsStopped">Whether the circuit breaker is open: calls fail at once.</param>
public readonly record struct EndpointStatus(int InFlight, int Waiting, int ConcurrencyLimit, bool IsStopped);
