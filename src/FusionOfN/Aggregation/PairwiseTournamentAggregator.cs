using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Takes the candidate that wins most duels. Every pair is judged in both orders, because judges favour a position.</summary>
/// <remarks>
/// N distinct candidates take N·(N−1) calls. A duel counts as won only when both orders agree; otherwise, or when a reply cannot be read, each gets half.
/// </remarks>
public sealed class PairwiseTournamentAggregator : IAggregator
{
    private const string StandardQuestion =
        """
        Above are two candidate answers to the conversation. Decide which one serves the user better: it does what was asked, it is correct and complete, it is clear.
        The order means nothing and length alone earns nothing. Explain in one or two sentences, then end with one line of exactly this form, 1 or 2:
        Better: <candidate number>
        """;

    private const string Form = "Better: <candidate number>";

    private readonly ChatModel _judge;
    private readonly string _question;

    /// <summary>Creates the aggregator.</summary>
    /// <param name="judge">The model that judges the duels.</param>
    /// <param name="rubric">What it looks for; when null, nothing in particular.</param>
    public PairwiseTournamentAggregator(ChatModel judge, string? rubric = null)
    {
        ArgumentNullException.ThrowIfNull(judge);
        _judge = judge;
        _question = rubric is null ? StandardQuestion : $"Rubric: {rubric}\n{StandardQuestion}";
    }

    internal ChatModel Judge => _judge;

    internal string Question => _question;

    /// <inheritdoc/>
    public IReadOnlyList<ChatModel> Models => [_judge];

    /// <inheritdoc/>
    public string? Settings => $"question={TextHash.Of(_question)}";

    /// <inheritdoc/>
    public string Name => AggregatorNames.PairwiseTournament;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var candidates = context.Pool.Distinct;
        var duels =
            from i in Enumerable.Range(0, candidates.Count)
            from j in Enumerable.Range(0, candidates.Count)
            where i != j
            select JudgeAsync(context, candidates[i], candidates[j], cancellationToken);
        var verdicts = await Task.WhenAll(duels).ConfigureAwait(false);

        var wins = candidates.ToDictionary(candidate => candidate.Index, _ => 0.0);
        var unread = verdicts.Count(verdict => verdict.Winner is null);
        foreach (var (first, second, winner) in verdicts.Where(verdict => verdict.First < verdict.Second))
        {
            var back = verdicts.Single(verdict => verdict.First == second && verdict.Second == first).Winner;
            var agreed = winner == back ? winner : null;
            wins[first] += agreed is null ? 0.5 : agreed == first ? 1 : 0;
            wins[second] += agreed is null ? 0.5 : agreed == second ? 1 : 0;
        }

        IReadOnlyList<RunNote> notes = unread > 0 ? [$"{unread} of {verdicts.Length} verdicts could not be read; those duels count as drawn."] : [];
        var best = Taking.TakeBest(candidates, wins, notes);
        yield return unread == verdicts.Length && verdicts.Length > 0 ? best with { Level = FallbackLevel.BestCandidate } : best;
    }

    private async Task<(int First, int Second, int? Winner)> JudgeAsync(
        AggregationContext context, Candidate first, Candidate second, CancellationToken cancellationToken)
    {
        var messages = JudgePrompt.Ask(context.Messages, [first.Text, second.Text], context.Seed + (first.Index * 1_000) + second.Index, _question, cancellationToken);
        var (choice, _) = await JudgeReply
            .AskAsync(context, CallRole.Scorer, _judge, messages, Form, reply => JudgeReply.ReadChoice(reply, "better", 2), cancellationToken).ConfigureAwait(false);
        return (first.Index, second.Index, choice switch
        {
            1 => first.Index,
            2 => second.Index,
            _ => null,
        });
    }
}
