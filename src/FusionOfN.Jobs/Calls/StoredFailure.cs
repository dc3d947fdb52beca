using FusionOfN.Providers;

namespace FusionOfN.Jobs;

/// <summary>A failure of a call as it is kept.</summary>
/// <param name="Reason">The sentence for people.</param>
/// <param name="Brief">The same without an address and without words of a server; null when there is no such form.</param>
/// <param name="Kind">The kind in one word, as the client named it; null when it names none.</param>
/// <param name="StatusCode">The HTTP status; null when there was none.</param>
internal sealed record StoredFailure(string Reason, string? Brief, string? Kind, int? StatusCode)
{
    // What the request itself is to blame for: it fails in the same way whenever it is sent.
    private static readonly HashSet<string> PermanentKinds = new(StringComparer.Ordinal)
    {
        nameof(EndpointFailureKind.BadRequest), nameof(EndpointFailureKind.ContextTooLong), nameof(EndpointFailureKind.Refused),
    };

    // What no item is to blame for, and what waiting does not mend: every other call there ends in the same way.
    private static readonly HashSet<string> StoppingKinds = new(StringComparer.Ordinal)
    {
        nameof(EndpointFailureKind.Authentication), nameof(EndpointFailureKind.QuotaExhausted), nameof(EndpointFailureKind.NotFound),
        nameof(EndpointFailureKind.CircuitOpen),
    };

    /// <summary>Whether the same request fails in the same way whenever it is sent.</summary>
    public bool IsPermanent => Kind is not null && PermanentKinds.Contains(Kind);

    /// <summary>Whether every other request to the endpoint fails too.</summary>
    public bool StopsTheJob => Kind is not null && StoppingKinds.Contains(Kind);

    public static StoredFailure Of(Exception exception) => new(
        exception.Message,
        exception.Data[FusionProperties.BriefFailure] as string,
        exception.Data[FusionProperties.FailureKind] as string ?? (exception is TimeoutException or OperationCanceledException ? nameof(EndpointFailureKind.Timeout) : null),
        exception is HttpRequestException { StatusCode: { } code } ? (int)code : exception.Data[FusionProperties.StatusCode] as int?);

    /// <summary>The failure as a client throws it.</summary>
    /// <param name="isReplayed">Whether nothing was sent this time.</param>
    public Exception ToException(bool isReplayed)
    {
        // Times out as it did before, for the engine tells the two apart.
        Exception exception = Kind == nameof(EndpointFailureKind.Timeout) && StatusCode is null && Brief is null
            ? new TimeoutException(Reason)
            : new StoredCallException(Reason);
        if (Brief is not null)
            exception.Data[FusionProperties.BriefFailure] = Brief;
        if (Kind is not null)
            exception.Data[FusionProperties.FailureKind] = Kind;
        if (StatusCode is not null)
            exception.Data[FusionProperties.StatusCode] = StatusCode.Value;
        if (isReplayed)
            exception.Data[FusionProperties.Replayed] = true;
        return exception;
    }
}
