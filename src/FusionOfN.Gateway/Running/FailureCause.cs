using System.Text.Json;
using FusionOfN.Providers;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>
/// Why a call gave no answer, by what its client can do about it. Where a run's calls failed for several causes, the first of this list is the run's: the
/// one with which the same request is likeliest to be answered.
/// </summary>
internal enum FailureCause
{
    /// <summary>Something that may pass: the server failed, timed out, broke off or said nothing. Asking again may help.</summary>
    MayPass,

    /// <summary>The server takes no more for now. Waiting helps.</summary>
    RateLimited,

    /// <summary>The conversation does not fit the model. Shortening it helps.</summary>
    TooLong,

    /// <summary>The account at the provider has no credit or quota left. Who runs the gateway can help.</summary>
    NoCredit,

    /// <summary>The server does not take the request as it is.</summary>
    NotTaken,

    /// <summary>The server does not take the gateway's key, or does not know the model: the gateway is set up wrongly.</summary>
    NotSetUp,

    /// <summary>The model refused, or a content filter stopped it.</summary>
    Refused,
}

/// <summary>What each cause means on the wire.</summary>
internal static class FailureCauses
{
    private static readonly Dictionary<string, FailureCause> OfKinds = new()
    {
        [Word(EndpointFailureKind.RateLimited)] = FailureCause.RateLimited,
        [Word(EndpointFailureKind.ContextTooLong)] = FailureCause.TooLong,
        [Word(EndpointFailureKind.QuotaExhausted)] = FailureCause.NoCredit,
        [Word(EndpointFailureKind.BadRequest)] = FailureCause.NotTaken,
        [Word(EndpointFailureKind.Authentication)] = FailureCause.NotSetUp,
        [Word(EndpointFailureKind.NotFound)] = FailureCause.NotSetUp,
        [Word(EndpointFailureKind.Refused)] = FailureCause.Refused,
    };

    /// <summary>Why these calls, of which none gave an answer, gave none.</summary>
    public static FailureCause Of(IEnumerable<CallRecord> calls) => calls.Select(Of).DefaultIfEmpty(FailureCause.MayPass).Min();

    public static int StatusOf(FailureCause cause) => cause switch
    {
        FailureCause.RateLimited => StatusCodes.Status429TooManyRequests,
        FailureCause.TooLong => StatusCodes.Status400BadRequest,
        FailureCause.NoCredit => StatusCodes.Status402PaymentRequired,
        _ => StatusCodes.Status502BadGateway,
    };

    public static string ReasonOf(FailureCause cause) => cause switch
    {
        FailureCause.RateLimited => FailureReasons.RateLimited,
        FailureCause.TooLong => FailureReasons.ContextOverflow,
        FailureCause.NoCredit => FailureReasons.InsufficientCredits,
        FailureCause.Refused => FailureReasons.Refused,
        _ => FailureReasons.AllPanelsFailed,
    };

    /// <summary>OpenAI's word for it, where it has one.</summary>
    public static string? CodeOf(FailureCause cause) => cause switch
    {
        FailureCause.RateLimited => "rate_limit_exceeded",
        FailureCause.TooLong => "context_length_exceeded",
        FailureCause.NoCredit => "insufficient_quota",
        FailureCause.NotTaken => "upstream_rejected_request",
        FailureCause.NotSetUp => "upstream_configuration",
        _ => null,
    };

    /// <summary>Whether the same request would end the same way.</summary>
    public static bool IsFinal(FailureCause cause) => cause is not (FailureCause.MayPass or FailureCause.RateLimited);

    /// <summary>How long to wait: until the first of the members can be asked again; null when none said, and when one may be asked at once.</summary>
    public static int? RetryAfterOf(FailureCause cause, IEnumerable<CallRecord> calls)
    {
        List<double?> waits = [.. calls.Where(call => Of(call) == cause).Select(call => call.Failure?.RetryAfter?.TotalSeconds)];
        double? seconds = cause switch
        {
            FailureCause.RateLimited => waits.Min(),

            // An endpoint that failed too often is left alone for a while, which is known.
            FailureCause.MayPass when !waits.Contains(null) => waits.Min(),
            _ => null,
        };
        return seconds is { } wait ? (int)Math.Clamp(Math.Ceiling(wait), 1, int.MaxValue) : null;
    }

    private static FailureCause Of(CallRecord call) => call switch
    {
        { State: CallState.Refused } => FailureCause.Refused,
        { State: not CallState.Failed } => FailureCause.MayPass,
        { Failure.Kind: { } kind } => OfKinds.GetValueOrDefault(kind),
        _ => call.Failure?.StatusCode switch
        {
            StatusCodes.Status429TooManyRequests => FailureCause.RateLimited,
            StatusCodes.Status402PaymentRequired => FailureCause.NoCredit,
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound => FailureCause.NotSetUp,
            >= 400 and < 500 and not StatusCodes.Status408RequestTimeout => FailureCause.NotTaken,
            _ => FailureCause.MayPass,
        },
    };

    private static string Word(EndpointFailureKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
