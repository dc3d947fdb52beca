using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Universal self-consistency: a model reads all candidates and names the one most consistent with the others.</summary>
/// <remarks>Source: Chen et al., "Universal Self-Consistency for Large Language Model Generation", 2023. The wording of the prompt is ours.</remarks>
public sealed class UniversalSelfConsistencyAggregator : IAggregator
{
    private const string StandardQuestion =
        """
        Above are several candidate answers to the conversation. Find what most of them agree on in substance, then name the one candidate that agrees best
        with that consensus. Explain in one or two sentences, then end with one line of exactly this form:
        Choice: <candidate number>
        """;

    private const string Form = "Choice: <candidate number>";

    private readonly ChatModel _judge;
    private readonly string _question;

    /// <summary>Creates the aggregator.</summary>
    /// <param name="judge">The model that reads the candidates.</param>
    /// <param name="rubric">What it looks for; when null, nothing in particular.</param>
    public UniversalSelfConsistencyAggregator(ChatModel judge, string? rubric = null)
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
    public string Name => AggregatorNames.UniversalSelfConsistency;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);

        // Identical answers are shown as often as they were given: how common an answer is, is what the judge is to see.
        var shown = context.Pool.Usable.ToArray();
        new Random(context.Seed).Shuffle(shown);
        int[] order = [.. shown.Select(candidate => candidate.Index)];
        var messages = JudgePrompt.Ask(context.Messages, [.. shown.Select(candidate => candidate.Text)], context.Seed, _question, cancellationToken);
        var (choice, result) = await JudgeReply
            .AskAsync(context, CallRole.Scorer, _judge, messages, Form, reply => JudgeReply.ReadChoice(reply, "choice", shown.Length), cancellationToken).ConfigureAwait(false);
        if (choice is { } number)
        {
            yield return Taking.Take(shown[number - 1]) with { Order = order };
            yield break;
        }

        var failure = result.State == CallState.Ok ? new CallFailure("its reply has no line 'Choice: <candidate number>'") : result.Record.Failure;
        var (scores, notes) = await Scores.OfAsync(new AgreementScorer(), context, context.Pool.Distinct, cancellationToken).ConfigureAwait(false);
        var best = Taking.TakeBest(
            context.Pool.Distinct, scores, [.. notes, new RunNote(NoteOf(failure?.Reason), failure?.Brief is { } brief ? NoteOf(brief) : null)]);
        yield return best with { Level = FallbackLevel.BestCandidate, Order = order };
    }

    private static string NoteOf(string? reason) => $"The judge did not choose ({reason}); the candidate with the best agreement was taken.";
}
