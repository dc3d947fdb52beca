namespace FusionOfN.Providers;

/// <summary>
/// A call to an endpoint failed. The message says what happened, where, and how to mend it, and never holds a key.
/// Code that does not know this type finds the kind and the status in <see cref="Exception.Data"/> under <see cref="KindKey"/> (a string) and
/// <see cref="FusionProperties.StatusCode"/> (an int).
/// </summary>
public sealed class EndpointException : Exception
{
    /// <summary>Key of the failure's kind in <see cref="Exception.Data"/>.</summary>
    public const string KindKey = FusionProperties.FailureKind;

    private readonly string _what;
    private readonly string? _mend;

    /// <summary>Makes the exception; the message is put together from the parts.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="kind">Why the call failed.</param>
    /// <param name="what">What happened, without a final stop.</param>
    /// <param name="mend">How to mend it, a sentence; null when there is nothing to say.</param>
    /// <param name="innerException">The cause, when it holds no secret.</param>
    public EndpointException(string endpoint, EndpointFailureKind kind, string what, string? mend = null, Exception? innerException = null)
        : base($"endpoint '{endpoint}': {what}.{(mend is null ? "" : " " + mend)}", innerException)
    {
        Endpoint = endpoint;
        Kind = kind;
        _what = what;
        _mend = mend;
        Data[KindKey] = kind.ToString();
        Data[FusionProperties.BriefFailure] = Brief;
    }

    /// <summary>The endpoint's name.</summary>
    public string Endpoint { get; }

    /// <summary>Why the call failed.</summary>
    public EndpointFailureKind Kind { get; }

    /// <summary>The failure without an address and without words of the server: kind, status, endpoint and model.</summary>
    public string Brief =>
        $"endpoint '{Endpoint}'{(Model is null ? "" : $", model '{Model}'")}: {FailureWords.Of(Kind)}{(StatusCode is { } status ? $" (HTTP {status})" : "")}.";

    /// <summary>The model asked for, when known.</summary>
    public string? Model
    {
        get;
        init
        {
            field = value;
            Data[FusionProperties.BriefFailure] = Brief;
        }
    }

    /// <summary>The HTTP status, when there was a response.</summary>
    public int? StatusCode
    {
        get;
        init
        {
            field = value;
            if (value is not null) Data[FusionProperties.StatusCode] = value.Value;
            Data[FusionProperties.BriefFailure] = Brief;
        }
    }

    /// <summary>How long the server asks to wait, or the breaker rests.</summary>
    public TimeSpan? RetryAfter
    {
        get;
        init
        {
            field = value;
            if (value is not null) Data[FusionProperties.RetryAfter] = value.Value;
        }
    }

    /// <summary>Whether the same call may succeed a little later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>What the server said, secrets taken out.</summary>
    internal ErrorBody Said { get; init; } = new("", null);

    /// <summary>The same failure, saying that it was tried more than once.</summary>
    internal EndpointException AfterAttempts(int attempts) => new(Endpoint, Kind, $"{_what} (tried {attempts} times)", _mend, InnerException)
    {
        Model = Model,
        StatusCode = StatusCode,
        RetryAfter = RetryAfter,
        IsTransient = IsTransient,
        Said = Said,
    };
}
