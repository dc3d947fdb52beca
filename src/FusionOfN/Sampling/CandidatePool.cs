using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>All candidates for one prompt, in a recorded order.</summary>
public sealed class CandidatePool
{
    private readonly Lazy<IReadOnlyList<Candidate>> _distinct;

    /// <summary>Creates a pool.</summary>
    /// <param name="messages">The conversation that was answered.</param>
    /// <param name="candidates">Every candidate, failures included.</param>
    public CandidatePool(IReadOnlyList<ChatMessage> messages, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(candidates);
        Messages = messages;
        Candidates = candidates;
        Usable = SelectUsable(candidates);
        _distinct = new(() => Collapse(Usable));
    }

    /// <summary>The conversation that was answered.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>Every candidate, failures included, in the order of the panel.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>The candidates an aggregator may use: complete answers with a text or, when there is none, truncated ones.</summary>
    public IReadOnlyList<Candidate> Usable { get; }

    /// <summary>The usable candidates with identical texts collapsed into the first of them, their multiplicity kept.</summary>
    public IReadOnlyList<Candidate> Distinct => _distinct.Value;

    private static List<Candidate> SelectUsable(IReadOnlyList<Candidate> candidates)
    {
        List<Candidate> complete = WithText(CallState.Ok);
        return complete.Count > 0 ? complete : WithText(CallState.Truncated);

        List<Candidate> WithText(CallState state) => [.. candidates.Where(candidate => candidate.State == state && candidate.Text.Length > 0)];
    }

    private static List<Candidate> Collapse(IReadOnlyList<Candidate> usable) =>
        [.. usable
            .GroupBy(candidate => candidate.Text.Trim(), StringComparer.Ordinal)
            .Select(group => group.First() with { Multiplicity = group.Sum(candidate => candidate.Multiplicity) })];
}
