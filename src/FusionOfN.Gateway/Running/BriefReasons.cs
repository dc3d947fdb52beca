using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>
/// What a client is told that may not know where models run: each reason and note without addresses and without what upstream servers said.
/// The one place where they are taken out; everything a client or a page gets of a run has come through here.
/// </summary>
internal static class BriefReasons
{
    /// <summary>An event of a run.</summary>
    public static FusionEvent Of(FusionEvent step) => step switch
    {
        CandidateCompleted { Call.Failure: not null } failed => new CandidateCompleted(Of(failed.Candidate), Of(failed.Call)),
        SamplingCompleted sampled when HasFailures(sampled.Pool) => new SamplingCompleted(Of(sampled.Pool)),
        AnswerDiscarded { Brief: { } brief } => new AnswerDiscarded(brief),
        FusionCompleted completed => new FusionCompleted(completed.Outcome with
        {
            Receipt = Of(completed.Outcome.Receipt),
            Pool = HasFailures(completed.Outcome.Pool) ? Of(completed.Outcome.Pool) : completed.Outcome.Pool,
        }),
        FusionCancelled cancelled => new FusionCancelled(Of(cancelled.Receipt)),
        _ => step,
    };

    /// <summary>A receipt.</summary>
    public static FusionReceipt Of(FusionReceipt receipt) => receipt with
    {
        Calls = receipt.Calls.Any(call => call.Failure is not null) ? [.. receipt.Calls.Select(Of)] : receipt.Calls,
        Notes = receipt.BriefNotes ?? receipt.Notes,
        BriefNotes = null,
        Texts = receipt.Texts is { } texts && texts.Candidates.Any(candidate => candidate.Failure is not null)
            ? texts with { Candidates = [.. texts.Candidates.Select(Of)] }
            : receipt.Texts,
    };

    private static CandidatePool Of(CandidatePool pool) => new(pool.Messages, [.. pool.Candidates.Select(Of)]);

    private static bool HasFailures(CandidatePool pool) => pool.Candidates.Any(candidate => candidate.Failure is not null);

    private static Candidate Of(Candidate candidate) => candidate.Failure is null ? candidate : candidate with { Failure = Of(candidate.Failure, candidate.State) };

    private static CallRecord Of(CallRecord call) => call.Failure is null ? call : call with { Failure = Of(call.Failure, call.State) };

    // What only the engine says needs no other words; of what a client or a server said, nothing is left that was not made for this.
    private static CallFailure Of(CallFailure failure, CallState state) => failure with
    {
        Reason = failure.Brief ?? (state is CallState.Failed or CallState.Refused ? Word(failure, state) : failure.Reason),
        Brief = null,
    };

    private static string Word(CallFailure failure, CallState state) =>
        failure.StatusCode is { } status ? string.Create(CultureInfo.InvariantCulture, $"{Words.Of(state)} (HTTP {status})") : Words.Of(state);
}
