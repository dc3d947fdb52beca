using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>What a key took in the minute that is running, and what it has open at once. A minute begins with the first request after the last one ended.</summary>
internal sealed class KeyMinute
{
    /// <summary>The code of a refusal, and the kind of a call's failure, for which waiting helps.</summary>
    public const string Exceeded = "rate_limit_exceeded";

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly RateLimits _limits;
    private readonly TimeProvider _time;
    private long? _startedAt;
    private long _requests;
    private long _open;
    private Budget _tokens;

    public KeyMinute(RateLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _tokens = NewBudget();
    }

    /// <summary>The limits, the requests and tokens taken or reserved in this minute, and how long it still lasts.</summary>
    public (RateLimits Limits, long Requests, long Tokens, TimeSpan Reset) Now()
    {
        lock (_gate)
        {
            Begin();
            return (_limits, _requests, _tokens.CommittedTokens, Left());
        }
    }

    /// <summary>Counts one more request. Give it back when it has ended.</summary>
    /// <returns>The tokens of the minute, to reserve in, and the requests that are left; or which limit is reached, in words, and how long to wait.</returns>
    public (Budget? Tokens, long? RemainingRequests, string? Refusal, TimeSpan Wait) TryTake()
    {
        lock (_gate)
        {
            Begin();
            if (_limits.Concurrent is { } most && _open >= most)
                return (null, null, string.Create(CultureInfo.InvariantCulture, $"{most} requests at once"), ShortWait);
            if (_limits.RequestsPerMinute is { } requests && _requests >= requests)
                return (null, null, string.Create(CultureInfo.InvariantCulture, $"{requests} requests a minute"), Left());
            if (_limits.TokensPerMinute is { } tokens && _tokens.CommittedTokens >= tokens)
                return (null, null, string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens a minute"), Left());
            _startedAt ??= _time.GetTimestamp();
            _open++;
            _requests++;
            return (_tokens, _limits.RequestsPerMinute - _requests, null, default);
        }
    }

    /// <summary>A request that was counted has ended.</summary>
    /// <param name="tokens">What <see cref="TryTake"/> gave: it says in which minute it was counted.</param>
    /// <param name="wasRun">Whether it became a run; if not, it counts no more.</param>
    public void Close(Budget tokens, bool wasRun)
    {
        lock (_gate)
        {
            _open--;
            if (!wasRun && ReferenceEquals(tokens, _tokens))
                _requests--;
        }
    }

    private void Begin()
    {
        if (_startedAt is null || _time.GetElapsedTime(_startedAt.Value) < Length)
            return;
        _startedAt = null;
        _requests = 0;
        _tokens = NewBudget();
    }

    private TimeSpan Left() => _startedAt is { } start ? Length - _time.GetElapsedTime(start) : TimeSpan.Zero;

    private Budget NewBudget() => new(new BudgetLimits { MaxTokens = _limits.TokensPerMinute }, _time) { Of = "the API key's minute", RefusalKind = Exceeded, RenewsIn = () => Now().Reset };
}
