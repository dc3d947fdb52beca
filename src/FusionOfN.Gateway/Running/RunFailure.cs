using System.Text.Json;
using FusionOfN.Providers;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>What a client is told about a run that has no answer.</summary>
internal static class RunFailure
{
    public static GatewayException Of(FusionReceipt receipt) => new(StatusOf(receipt), MessageOf(receipt))
    {
        FailureReason = ReasonOf(receipt),
        WriteDetails = json =>
        {
            json.WriteString("run_id"u8, receipt.RunId);
            FailedModelsWriter.Write(json, receipt);
        },
    };

    private static int StatusOf(FusionReceipt receipt) => receipt.Failure switch
    {
        FusionFailure.OverBudget => StatusCodes.Status402PaymentRequired,
        _ => StatusCodes.Status502BadGateway,
    };

    private static string ReasonOf(FusionReceipt receipt) => receipt.Failure switch
    {
        FusionFailure.OverBudget => FailureReasons.BudgetExceeded,
        FusionFailure.QuorumNotMet => FailureReasons.QuorumNotMet,
        FusionFailure.NoAggregate => FailureReasons.JudgeEmptyCompletion,
        FusionFailure.WrongFormat => FailureReasons.JudgeSchemaMismatch,
        FusionFailure.BrokenOff => FailureReasons.JudgeUpstreamError,
        FusionFailure.Cancelled => FailureReasons.UnexpectedError,
        _ when AllAre(receipt, EndpointFailureKind.QuotaExhausted) => FailureReasons.InsufficientCredits,
        _ when AllAre(receipt, EndpointFailureKind.ContextTooLong) => FailureReasons.ContextOverflow,
        _ when Panel(receipt).All(call => call.Failure?.StatusCode == StatusCodes.Status429TooManyRequests) => FailureReasons.RateLimited,
        _ => FailureReasons.AllPanelsFailed,
    };

    private static string MessageOf(FusionReceipt receipt) => receipt.Failure switch
    {
        FusionFailure.QuorumNotMet => $"{receipt.Answered} of {receipt.Asked} members answered, which is less than the request's quorum. {Reasons(receipt)}",
        FusionFailure.NoAggregate => $"No answer could be made of the candidates, and the request forbids to select one. {string.Join(' ', receipt.Notes)}",
        FusionFailure.WrongFormat => $"No answer fits the response format. {string.Join(' ', receipt.Notes)}",
        FusionFailure.BrokenOff => "The model that wrote the answer failed before its end; what was sent is not complete.",
        FusionFailure.Cancelled => "The run was cancelled.",
        FusionFailure.OverBudget => $"The budget does not cover an answer. {Reasons(receipt)}",
        _ => $"No member of the panel gave an answer. {Reasons(receipt)}",
    };

    private static string Reasons(FusionReceipt receipt) => string.Join(
        " | ", Panel(receipt).Where(call => call.Failure is not null).Select(call => $"{call.RequestedModel}: {call.Failure!.Reason}").Distinct());

    private static bool AllAre(FusionReceipt receipt, EndpointFailureKind kind)
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
        return Panel(receipt).Any() && Panel(receipt).All(call => call.Failure?.Kind == name);
    }

    private static IEnumerable<CallRecord> Panel(FusionReceipt receipt) => receipt.Calls.Where(call => call.Role == CallRole.Panel);
}
