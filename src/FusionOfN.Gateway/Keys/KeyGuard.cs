using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FusionOfN.Gateway;

/// <summary>Says who asks, and what they may ask for.</summary>
internal sealed class KeyGuard
{
    private const string Bearer = "Bearer";

    private readonly KeyRing _ring;
    private readonly KeyDays _days;
    private readonly KeySessions _sessions;
    private readonly ConcurrentDictionary<string, KeyMinute> _minutes = new(StringComparer.Ordinal);
    private readonly GatewayConfiguration _options;
    private readonly TimeProvider _time;

    /// <summary>Creates a guard.</summary>
    /// <param name="store">Where the keys are.</param>
    /// <param name="options">When a key is asked for, and where the gateway listens.</param>
    /// <param name="time">The clock; when null, the system's.</param>
    /// <param name="logger">Where a store that does not work is reported.</param>
    public KeyGuard(GatewayStore store, GatewayConfiguration options, TimeProvider? time = null, ILogger? logger = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _ring = new KeyRing(store.Keys, _time, logger ?? NullLogger.Instance);
        _days = new KeyDays(store, _time, logger ?? NullLogger.Instance);
        _sessions = new KeySessions(store, _time, logger ?? NullLogger.Instance);
        SessionLimits = new() { Requests = options.MaxRequestsPerSession, Tokens = options.MaxTokensPerSession, CostUsd = options.MaxCostPerSession };
    }

    /// <summary>Whether everyone may ask without a key, also from other machines, as long as no key was made.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>The limits of a session that hold for everybody.</summary>
    public SpendLimits SessionLimits { get; }

    /// <summary>Sessions whose spend is kept in mind.</summary>
    public int SessionsInMind => _sessions.Count;

    /// <summary>Whether there is a key that is taken now.</summary>
    /// <exception cref="GatewayException">The keys cannot be read.</exception>
    public async Task<bool> HasKeyAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return (await _ring.GetAsync(cancellationToken)).ByHash.Values.Any(key => key.IsLive(now));
    }

    /// <summary>Whether requests need a key. With <c>auto</c> on loopback: as soon as a key was ever made, even if it is revoked by now.</summary>
    /// <exception cref="GatewayException">The keys cannot be read.</exception>
    public async ValueTask<bool> AreKeysNeededAsync(CancellationToken cancellationToken) => _options.Keys switch
    {
        GatewayKeyMode.Off => false,
        GatewayKeyMode.Required => true,
        _ => (!_options.ListensOnLoopback && !AllowAnonymous) || (await _ring.GetAsync(cancellationToken)).ByHash.Count > 0,
    };

    /// <summary>Finds the key of a request.</summary>
    /// <param name="header">The header <c>Authorization</c> (<c>Bearer fok_…</c>), or a header that holds the key alone; null when there is none.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The key; null when none is needed, whatever the header says: clients send something even when nobody asks.</returns>
    /// <exception cref="GatewayException">401: none, an unknown, a revoked or an expired key.</exception>
    public async ValueTask<ApiKey?> AuthenticateAsync(string? header, CancellationToken cancellationToken)
    {
        if (!await AreKeysNeededAsync(cancellationToken))
            return null;

        string secret = header?.Trim() ?? "";
        if (secret.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && (secret.Length == Bearer.Length || char.IsWhiteSpace(secret[Bearer.Length])))
            secret = secret[Bearer.Length..].Trim();
        if (secret.Length == 0)
            throw Refuse("This gateway needs an API key. Send it as 'Authorization: Bearer fok_…'; 'fusion keys add NAME' makes one.", "missing_api_key");
        if (!KeySecret.LooksLikeOne(secret) || await _ring.FindAsync(secret, cancellationToken) is not { } key)
            throw Refuse("The API key is not known. Send one that 'fusion keys add NAME' made.");
        return RequireLive(key);
    }

    /// <summary>Finds the key that a session was opened with, asked again for everything the session does.</summary>
    /// <param name="keyId">The id of the key that <see cref="AuthenticateAsync"/> found; null when there was no login.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The key; null when none is needed.</returns>
    /// <exception cref="GatewayException">401: no login, or its key is no longer taken.</exception>
    public async ValueTask<ApiKey?> RequireSessionAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (!await AreKeysNeededAsync(cancellationToken))
            return null;
        return keyId is not null && await _ring.FindByIdAsync(keyId, cancellationToken) is { } key
            ? RequireLive(key)
            : throw Refuse("This gateway needs an API key. Log in with one; 'fusion keys add NAME' makes it.", "missing_api_key");
    }

    /// <summary>Whether a key may use a recipe with all its models.</summary>
    /// <param name="key">The key; null may use all.</param>
    /// <param name="recipe">The recipe; null for a plain model.</param>
    /// <param name="models">Every model that may be called.</param>
    public static bool MayUse(ApiKey? key, string? recipe, IEnumerable<string> models) =>
        (recipe is null || key?.Recipes is not { } recipes || recipes.Any(name => Fits(name, recipe)))
        && (key?.Models is not { } allowed || models.All(model => allowed.Any(name => Fits(name, model))));

    /// <summary>Checks that a key may use a recipe. Its models are checked apart, by <see cref="RequireModels"/>: a recipe's name widens nothing.</summary>
    /// <exception cref="GatewayException">403.</exception>
    public static void RequireRecipe(ApiKey? key, string recipe)
    {
        if (key?.Recipes is { } allowed && !allowed.Any(name => Fits(name, recipe)))
            throw Forbid($"The API key '{key.Name}' may not use the recipe '{recipe}'.", "recipe_not_allowed");
    }

    /// <summary>Checks that a key may use each model of a run: members, judge, fusors and their fallbacks, analyst.</summary>
    /// <exception cref="GatewayException">403, naming those it may not use.</exception>
    public static void RequireModels(ApiKey? key, IEnumerable<string> models)
    {
        if (key?.Models is not { } allowed)
            return;

        List<string> refused = [.. models.Distinct(StringComparer.Ordinal).Where(model => !allowed.Any(name => Fits(name, model)))];
        if (refused.Count > 0)
            throw Forbid($"The API key '{key.Name}' may not use {string.Join(", ", refused.Select(model => $"'{model}'"))}.", "model_not_allowed");
    }

    /// <summary>Checks that a key may see and manage everything. Without keys, everyone may.</summary>
    /// <exception cref="GatewayException">403.</exception>
    public static void RequireAdmin(ApiKey? key)
    {
        if (key is { IsAdmin: false })
            throw Forbid($"The API key '{key.Name}' is not an admin key.", "admin_needed");
    }

    /// <summary>Whether whoever asks may know where models run and what their servers say: an admin key, or anybody on this machine when no key is needed.</summary>
    public bool MaySeeReasons(ApiKey? key) => key?.IsAdmin ?? _options.ListensOnLoopback;

    /// <summary>As <see cref="MaySeeReasons"/>, for whatever a request has in its header. Whoever has no key that is taken may not.</summary>
    public async ValueTask<bool> MaySeeReasonsAsync(string? header, CancellationToken cancellationToken)
    {
        try
        {
            return MaySeeReasons(await AuthenticateAsync(header, cancellationToken));
        }
        catch (GatewayException)
        {
            return false;
        }
    }

    /// <summary>Refuses a key that is known to have spent its day, before its request costs anything. What is not known is found out when it is counted.</summary>
    /// <exception cref="GatewayException">429, as for <see cref="RequireBudgetsAsync"/>.</exception>
    public void RequireRest(ApiKey? key)
    {
        if (key is not null && _days.Known(key)?.Reached() is { } limit)
            throw DayIsOver(key, limit);
    }

    /// <summary>What a response to a key says about its rates; null when it has none.</summary>
    public RateNote? NoteFor(ApiKey? key) => key is null || key.Rates == RateLimits.None ? null : new RateNote(MinuteOf(key));

    /// <summary>Counts a request against its key's minute, its day and its session.</summary>
    /// <param name="key">The key; null when none is needed.</param>
    /// <param name="sessionId">The session that the client named; null for none.</param>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    /// <param name="note">Learns how many requests are left of the minute; null when nobody is told.</param>
    /// <returns>The ticket, with the budgets of the minute, the day and the session for the run.</returns>
    /// <exception cref="GatewayException">429: a limit of the minute or the day is reached, with the seconds until it renews, or one of the session.</exception>
    public async ValueTask<KeyTicket> RequireBudgetsAsync(ApiKey? key, string? sessionId, CancellationToken cancellationToken, RateNote? note = null)
    {
        if (key is null || key.Rates == RateLimits.None)
            return await RequireSpendAsync(key, sessionId, null, cancellationToken);

        var minute = MinuteOf(key);
        var (tokens, remaining, refusal, wait) = minute.TryTake();
        if (tokens is null)
            throw TooFast(key, refusal!, wait);
        try
        {
            if (note is not null)
                note.RemainingRequests = remaining;
            return await RequireSpendAsync(key, sessionId, (minute, tokens), cancellationToken);
        }
        catch
        {
            minute.Close(tokens, wasRun: false);
            throw;
        }
    }

    private async ValueTask<KeyTicket> RequireSpendAsync(ApiKey? key, string? sessionId, (KeyMinute Minute, Budget Tokens)? minute, CancellationToken cancellationToken)
    {
        List<SpendMeter> meters = [];
        if (key is not null && key.Limits != SpendLimits.None)
        {
            SpendMeter day = await _days.TodayAsync(key, cancellationToken);
            if (day.TryTake() is { } limit)
                throw DayIsOver(key, limit);
            meters.Add(day);
        }

        SpendLimits ofSession = key is null ? SessionLimits : SessionLimits.And(key.SessionLimits);
        if (sessionId is null || ofSession == SpendLimits.None)
            return new KeyTicket(meters, minute);

        try
        {
            SpendMeter session = await _sessions.OpenAsync(sessionId, key?.Id, ofSession, cancellationToken);
            if (session.TryTake() is { } limit)
                throw SessionIsOver(key, limit);
            return new KeyTicket([.. meters, session], minute);
        }
        catch
        {
            meters.ForEach(meter => meter.Close(wasRun: false));
            throw;
        }
    }

    private KeyMinute MinuteOf(ApiKey key) => _minutes.GetOrAdd(key.Id, static (_, made) => new KeyMinute(made.Key.Rates, made.Time), (Key: key, Time: _time));

    private static GatewayException TooFast(ApiKey key, string limit, TimeSpan wait)
    {
        int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new(429, string.Create(CultureInfo.InvariantCulture, $"The API key '{key.Name}' may take {limit}, and has reached that. Ask again in {seconds} s."))
        {
            Type = "rate_limit_error",
            Code = KeyMinute.Exceeded,
            RetryAfterSeconds = seconds,
        };
    }

    private ApiKey RequireLive(ApiKey key)
    {
        if (key.RevokedAt is not null)
            throw Refuse($"The API key '{key.Name}' was revoked.");
        return key.IsLive(_time.GetUtcNow()) ? key : throw Refuse($"The API key '{key.Name}' has expired.");
    }

    private GatewayException DayIsOver(ApiKey key, string limit) =>
        new(429, $"The API key '{key.Name}' has taken the {limit} that it may take a day. The next day begins at midnight UTC.")
        {
            Type = "rate_limit_error",
            Code = "daily_limit_reached",
            RetryAfterSeconds = SecondsToMidnight(),
        };

    // Without Retry-After: waiting does not help.
    private GatewayException SessionIsOver(ApiKey? key, string limit)
    {
        List<string> whose = [];
        if (key is not null && key.SessionLimits != SpendLimits.None)
            whose.Add($"the API key '{key.Name}'");
        if (SessionLimits != SpendLimits.None)
            whose.Add("'gateway' in fusion.yaml");
        return new(429, $"fusion.session_id: this session has taken the {limit} that one may take by the limits of {string.Join(" and of ", whose)}. Begin another session, or have them raised.")
        {
            Type = "rate_limit_error",
            Code = "session_limit_reached",
            Param = "fusion.session_id",
        };
    }

    private int SecondsToMidnight()
    {
        DateTimeOffset now = _time.GetUtcNow();
        return (int)Math.Ceiling((now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime).TotalSeconds);
    }

    private static bool Fits(string allowed, string name) => allowed.EndsWith('*')
        ? name.StartsWith(allowed[..^1], StringComparison.Ordinal)
        : string.Equals(allowed, name, StringComparison.Ordinal);

    private static GatewayException Refuse(string message, string code = "invalid_api_key") => new(401, message) { Type = "authentication_error", Code = code };

    private static GatewayException Forbid(string message, string code) => new(403, message) { Type = "permission_error", Code = code };
}
