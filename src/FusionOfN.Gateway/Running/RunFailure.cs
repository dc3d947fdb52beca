using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>What a client is told about a run that has no answer: a status, a reason, and whether and when to ask again.</summary>
internal static class RunFailure
{
    public static GatewayException Of(FusionReceipt receipt)
    {
        List<CallRecord> failed = [.. receipt.Calls.Where(call => call.Role == CallRole.Panel && call.State is not (CallState.Ok or CallState.OverBudget))];
        var cause = FailureCauses.Of(failed);
        var tooFast = TooFast(receipt);
        bool isByCause = receipt.Failure is FusionFailure.NoCandidate or FusionFailure.Refused or null;
        return new GatewayException(tooFast is not null ? StatusCodes.Status429TooManyRequests : isByCause ? FailureCauses.StatusOf(cause) : StatusOf(receipt), MessageOf(receipt, cause))
        {
            FailureReason = ReasonOf(receipt, cause),
            Code = tooFast is not null ? KeyMinute.Exceeded : isByCause ? FailureCauses.CodeOf(cause) : null,
            IsFinal = tooFast is null && IsFinal(receipt, cause),
            RetryAfterSeconds = tooFast is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : isByCause ? FailureCauses.RetryAfterOf(cause, failed) : null,
            WriteDetails = json =>
            {
                json.WriteString("run_id"u8, receipt.RunId);
                FailedModelsWriter.Write(json, receipt);
            },
        };
    }

    /// <summary>Whether a run has something to say to its client: an answer, or that it was refused.</summary>
    public static bool HasAnswer(FusionReceipt receipt) => receipt.Failure is null or FusionFailure.Refused;

    /// <summary>How long to wait, where the tokens of the key's minute are why there is no answer; null where they are not.</summary>
    private static TimeSpan? TooFast(FusionReceipt receipt) => receipt.Failure != FusionFailure.OverBudget ? null
        : receipt.Calls.FirstOrDefault(call => call.Failure?.Kind == KeyMinute.Exceeded)?.Failure!.RetryAfter;

    private static int StatusOf(FusionReceipt receipt) => receipt.Failure switch
    {
        FusionFailure.OverBudget => StatusCodes.Status402PaymentRequired,
        FusionFailure.Unexpected => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status502BadGateway,
    };

    private static string ReasonOf(FusionReceipt receipt, FailureCause cause) => receipt.Failure switch
    {
        FusionFailure.OverBudget => FailureReasons.BudgetExceeded,
        FusionFailure.QuorumNotMet => FailureReasons.QuorumNotMet,
        FusionFailure.NoAggregate => FailureReasons.JudgeEmptyCompletion,
        FusionFailure.WrongFormat => FailureReasons.JudgeSchemaMismatch,
        FusionFailure.BrokenOff => FailureReasons.JudgeUpstreamError,
        FusionFailure.Cancelled or FusionFailure.Unexpected => FailureReasons.UnexpectedError,
        _ => FailureCauses.ReasonOf(cause),
    };

    private static bool IsFinal(FusionReceipt receipt, FailureCause cause) => receipt.Failure switch
    {
        FusionFailure.OverBudget or FusionFailure.WrongFormat or FusionFailure.Unexpected => true,
        FusionFailure.NoAggregate or FusionFailure.BrokenOff or FusionFailure.Cancelled => false,
        _ => FailureCauses.IsFinal(cause),
    };

    private static string MessageOf(FusionReceipt receipt, FailureCause cause) => receipt.Failure switch
    {
        FusionFailure.QuorumNotMet => $"{receipt.Answered} of {receipt.Asked} members answered, which is less than the request's quorum. {Reasons(receipt)}",
        FusionFailure.NoAggregate => $"No answer could be made of the candidates, and the request forbids to select one. {string.Join(' ', receipt.Notes)}",
        FusionFailure.WrongFormat => $"No answer fits the response format. {string.Join(' ', receipt.Notes)}",
        FusionFailure.BrokenOff => "The model that wrote the answer failed before its end; what was sent is not complete.",
        FusionFailure.Unexpected => "The gateway failed while it made the answer; its log says why. What was spent is on the receipt.",
        FusionFailure.Cancelled => "The run was cancelled.",
        FusionFailure.OverBudget => $"The budget does not cover an answer. {Reasons(receipt)}",
        _ => $"{(receipt.Asked > 1 ? "No member of the panel gave an answer." : "The model gave no answer.")}{Advice(cause)} {Reasons(receipt)}",
    };

    // Whose business it is shows in the status; a 502 alone would send clients to their own key.
    private static string Advice(FailureCause cause) => cause switch
    {
        FailureCause.TooLong => " The conversation is longer than the model takes; shorten it.",
        FailureCause.NoCredit => " The gateway's account at the provider has no credit left; who runs the gateway has to see to it.",
        FailureCause.NotSetUp => " The gateway is not set up rightly for it (this is not about your key); who runs the gateway has to see to it.",
        FailureCause.NotTaken => " The server behind the gateway does not take the request as it is.",
        _ => "",
    };

    private static string Reasons(FusionReceipt receipt) => string.Join(
        " | ", receipt.Calls.Where(call => call.Role == CallRole.Panel && call.Failure is not null).Select(call => $"{call.RequestedModel}: {call.Failure!.Reason}").Distinct());
}
