namespace FusionOfN.Providers;

/// <summary>Why an endpoint's circuit breaker is open, and until when.</summary>
internal sealed record BreakerStop(DateTimeOffset Until, EndpointException? LastFailure);
