using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Writes the receipt of a run. The status is computed here and nowhere else.</summary>
internal sealed class ReceiptBuilder
{
    private static readonly JsonTypeInfo ContentsType = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IList<AIContent>));

    private readonly Recipe _recipe;
    private readonly ModelCalls _calls;
    private readonly string _runId;
    private readonly int _seed;

    public ReceiptBuilder(Recipe recipe, ModelCalls calls, string runId, int seed)
    {
        _recipe = recipe;
        _calls = calls;
        _runId = runId;
        _seed = seed;
    }

    /// <summary>What its door said about the request.</summary>
    public IReadOnlyList<string> RequestNotes { get; init; } = [];

    public FusionReceipt Build(
        CandidatePool pool, Aggregated aggregated, InvocationReport? invocation, IReadOnlyList<FunctionCallContent> toolCalls, ProvenanceMap? provenance)
    {
        // A candidate that was taken counts, whatever it holds; so does a call for a tool, also where the vote goes against it.
        var answered = Math.Max(
            aggregated is { Failure: null, Selected: not null } ? 1 : 0,
            Math.Max(pool.Usable.Count, pool.Candidates.Count(candidate => candidate.State == CallState.Ok)));
        var asked = pool.Candidates.Count > 0 ? pool.Candidates.Count : _recipe.Panel.Size;
        var failure = aggregated.Failure ?? FailureOf(pool, answered);
        var status = failure is null ? StatusOf(asked, answered, aggregated.Level) : FusionStatus.Failed;
        var calls = _calls.Records;
        RunNote[] notes = [.. RequestNotes, .. Notes(pool, calls, answered, toolCalls), .. aggregated.Notes];
        return new FusionReceipt
        {
            RunId = _runId,
            StartedAt = _calls.StartedAt,
            DurationMs = _calls.Elapsed.TotalMilliseconds,
            Recipe = _recipe.Name,
            Aggregator = _recipe.Aggregator.Name,
            Status = status,
            Failure = failure,
            Degraded = status is FusionStatus.Partial or FusionStatus.Fallback or FusionStatus.Failed || (status == FusionStatus.Single && asked > 1),
            Asked = asked,
            Answered = answered,
            PromptHash = HashOf(pool.Messages),
            FusorPrompt = aggregated.Prompt,
            Seed = _seed,
            Order = aggregated.Order,
            Selected = aggregated.Selected,
            FallbackLevel = aggregated.Level,
            Writer = aggregated.Writer,
            Scores = aggregated.Scores,
            Invocation = WithSavings(invocation),
            Calls = calls,
            Usage = _calls.Ledger.Totals,
            Shares = provenance?.Shares,
            CopyRate = provenance?.CopyRate,
            TooShortRate = provenance?.TooShortRate,
            Notes = [.. notes.Select(note => note.Text)],
            BriefNotes = notes.Any(note => note.Brief is not null) ? [.. notes.Select(note => note.Brief ?? note.Text)] : null,
            Texts = _recipe.Record ? new RecordedTexts(pool.Messages, pool.Candidates, aggregated.Answer) : null,
        };
    }

    /// <summary>In shadow mode everything was done, so what stopping early would have saved is known: all calls but the first samples.</summary>
    private InvocationReport? WithSavings(InvocationReport? invocation)
    {
        if (invocation is not { Mode: InvocationMode.Shadow, Stopped: true })
            return invocation;

        HashSet<int> first = [.. PanelSlot.InTurns(PanelSlot.Of(_recipe.Panel)).Take(invocation.InitialSamples).Select(slot => slot.Index)];
        List<CallRecord> saved = [.. _calls.Records.Where(call => call.Candidate is not { } index || !first.Contains(index))];
        return invocation with { SavedCalls = saved.Count, SavedUsd = saved.All(call => call.CostUsd is not null) ? saved.Sum(call => call.CostUsd) : null };
    }

    private static FusionFailure? FailureOf(CandidatePool pool, int answered) => answered > 0 ? null
        : pool.Candidates.Any(candidate => candidate.State == CallState.OverBudget) ? FusionFailure.OverBudget
        : pool.Candidates.Count > 0 && pool.Candidates.All(candidate => candidate.State == CallState.Refused) ? FusionFailure.Refused
        : FusionFailure.NoCandidate;

    private static FusionStatus StatusOf(int asked, int answered, FallbackLevel? level) => answered switch
    {
        1 => FusionStatus.Single,
        _ when level is FallbackLevel.NextFusor or FallbackLevel.BestCandidate => FusionStatus.Fallback,
        _ => answered < asked ? FusionStatus.Partial : FusionStatus.Full,
    };

    private IEnumerable<RunNote> Notes(CandidatePool pool, IReadOnlyList<CallRecord> calls, int answered, IReadOnlyList<FunctionCallContent> toolCalls)
    {
        var missing = pool.Candidates.Where(candidate => candidate.State != CallState.Ok).Select(candidate => candidate.Model).Distinct().ToList();
        if (missing.Count > 0)
            yield return $"Without a complete answer: {string.Join(", ", missing)}.";
        if (answered > 0 && pool.Usable.Any(candidate => candidate.State == CallState.Truncated))
            yield return "No candidate was complete; the truncated ones were used.";
        if (answered > 0 && _recipe.Quorum.Min is { } min && answered < min && pool.Candidates.Count >= min)
            yield return $"The quorum of {min} was not met: {answered} usable.";
        foreach (var call in calls.Where(call => call.State == CallState.Ok && call.FinishReason is { } reason && FinishWords.Find(reason) is null).DistinctBy(call => (call.RequestedModel, call.FinishReason)))
            yield return $"'{call.RequestedModel}' ended with the finish reason '{call.FinishReason}', which is not known here: its answer may be incomplete.";
        foreach (var call in calls.Where(call => call.LeftOut is not null).DistinctBy(call => (call.RequestedModel, call.LeftOut)))
            yield return $"'{call.RequestedModel}' does not take {call.LeftOut}: it was asked without.";
        if (toolCalls.Count > 0)
            yield return "The panel called tools; the proposal with the most votes was taken.";
    }

    private static string HashOf(IReadOnlyList<ChatMessage> messages)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var message in messages)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(message.Role.Value));
            hash.AppendData(Serialize(message.Contents));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The contents of a message. Of one that cannot be written, such as of a class of somebody else's, there is its type.</summary>
    private static byte[] Serialize(IList<AIContent> contents)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(contents, ContentsType);
        }
#pragma warning disable CA1031 // A converter of somebody else's may throw anything. The models were asked and paid already.
        catch (Exception)
#pragma warning restore CA1031
        {
            return contents.Count == 1
                ? Encoding.UTF8.GetBytes(contents[0].GetType().FullName ?? "")
                : [.. contents.SelectMany(content => Serialize([content]))];
        }
    }
}
