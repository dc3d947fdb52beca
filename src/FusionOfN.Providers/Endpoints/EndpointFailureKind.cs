namespace FusionOfN.Providers;

/// <summary>Why a call to an endpoint failed.</summary>
public enum EndpointFailureKind
{
    /// <summary>The key is missing, wrong or not allowed to do this (401, 403).</summary>
    Authentication,

    /// <summary>The account has no credit or quota left (402, or 429 with such a code). Waiting does not help.</summary>
    QuotaExhausted,

    /// <summary>Too many requests or tokens in a time (429).</summary>
    RateLimited,

    /// <summary>The server has too much to do (503, 529).</summary>
    Overloaded,

    /// <summary>Another failure inside the server (5xx, an error inside the answer).</summary>
    ServerError,

    /// <summary>Nothing came in time: no connection, no first token, a silent stream, or no whole answer.</summary>
    Timeout,

    /// <summary>No connection: wrong address, server not running, name not found.</summary>
    Unreachable,

    /// <summary>The model or the path does not exist (404).</summary>
    NotFound,

    /// <summary>The prompt does not fit the model's context window.</summary>
    ContextTooLong,

    /// <summary>The server refuses the request as it is (other 4xx).</summary>
    BadRequest,

    /// <summary>The provider's content filter stopped the request.</summary>
    Refused,

    /// <summary>The connection broke, or the stream ended, before the answer was complete.</summary>
    Interrupted,

    /// <summary>The answer cannot be read: not JSON, not the API expected.</summary>
    GarbageReply,

    /// <summary>The circuit breaker is open: too many failures lately, nothing was sent.</summary>
    CircuitOpen,
}
