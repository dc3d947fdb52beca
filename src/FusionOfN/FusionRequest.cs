using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>One conversation to answer.</summary>
/// <param name="Messages">The conversation, with at least one message. Every member gets it as it is.</param>
public sealed record FusionRequest(IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>Options for the members and for the calls that write the answer.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>Candidates that are there already: nothing is sampled, the pool is aggregated as it is.</summary>
    public IReadOnlyList<Candidate>? Candidates { get; init; }

    /// <summary>Budgets shared with other runs; a call is sent when each of them covers it, and the recipe's own limits hold as well.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyList<Budget> SharedBudgets { get; init; } = [];

    /// <summary>The form the answer must have. A check that fails has the answer written once more; until it holds, no piece of the answer is passed on.</summary>
    /// <value>The default value is <see langword="null"/>: any answer will do.</value>
    public IAnswerCheck? AnswerCheck { get; init; }

    /// <summary>
    /// Set when pieces of the answer are passed on as they come and cannot be taken back. A fusor that fails midway then ends the run as
    /// <see cref="FusionFailure.BrokenOff"/> instead of trying the next fusor.
    /// </summary>
    public bool PassesAnswerOn { get; init; }

    /// <summary>
    /// Whether the reader looks at the candidates' pieces. When it does not, the run tells no <see cref="CandidateDelta"/> of a panel, which is most of a
    /// run's events; in <see cref="InvocationMode.Solo"/>, where the candidate is the answer, it tells them all the same.
    /// </summary>
    /// <value>The default value is <see langword="true"/>: every piece is told as it arrives.</value>
    public bool ReadsCandidateDeltas { get; init; } = true;

    /// <summary>
    /// Whether the reply of a single model is the answer whatever it holds: nothing at all, a half, a call with broken arguments. So it is for one model whose
    /// client wants its replies as they are; a panel has better ones.
    /// </summary>
    public bool TakesReplyAsIs { get; init; }

    /// <summary>What a person should know about the request, for the receipt: what its door had to leave out.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Whether the answer's spans are matched to the candidates that hold them: the shares on the receipt and <see cref="FusionOutcome.Provenance"/>. Batches that keep
    /// neither save the time.
    /// </summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool TracesProvenance { get; init; } = true;

    /// <summary>Whether the recipe's analyst is asked.</summary>
    public bool Analyse { get; init; }
}
