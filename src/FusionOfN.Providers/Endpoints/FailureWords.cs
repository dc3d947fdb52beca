namespace FusionOfN.Providers;

/// <summary>What each kind of failure is called.</summary>
internal static class FailureWords
{
    public static string Of(EndpointFailureKind kind) => kind switch
    {
        EndpointFailureKind.Authentication => "the key was not accepted",
        EndpointFailureKind.QuotaExhausted => "no credit or quota left",
        EndpointFailureKind.RateLimited => "rate limited",
        EndpointFailureKind.Overloaded => "the server is overloaded",
        EndpointFailureKind.Timeout => "the server timed out",
        EndpointFailureKind.Unreachable => "no connection",
        EndpointFailureKind.NotFound => "model or path not found",
        EndpointFailureKind.ContextTooLong => "the prompt does not fit the model's context",
        EndpointFailureKind.BadRequest => "the server does not accept the request",
        EndpointFailureKind.Refused => "refused by the provider's content filter",
        EndpointFailureKind.Interrupted => "the answer broke off",
        EndpointFailureKind.GarbageReply => "the answer cannot be read",
        EndpointFailureKind.CircuitOpen => "not asked, as it failed too often lately",
        _ => "the server failed",
    };
}
