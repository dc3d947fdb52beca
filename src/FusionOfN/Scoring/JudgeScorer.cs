namespace FusionOfN;

/// <summary>Scores each candidate by asking a model to grade it against a rubric, 0 to 10, one call per candidate.</summary>
public sealed class JudgeScorer : IScorer
{
    private const double Best = 10;
    private const string Form = "Score: <number from 0 to 10>";
    private const string NoScore = "The judge's reply has no line 'Score: <0 to 10>', also when asked again.";

    private const string GeneralRubric =
        "Does it do what the last user message asks, in that message's language? Is it correct, complete and safe? Is it clear and without padding?";

    private readonly ChatModel _judge;
    private readonly string _question;

    /// <summary>Creates the scorer.</summary>
    /// <param name="judge">The model that grades.</param>
    /// <param name="rubric">What it looks for; when null, a general rubric: instruction, correctness, completeness, safety, clarity.</param>
    public JudgeScorer(ChatModel judge, string? rubric = null)
    {
        ArgumentNullException.ThrowIfNull(judge);
        _judge = judge;
        _question =
            $"""
            Grade this candidate answer to the conversation above.
            Rubric: {rubric ?? GeneralRubric}
            Weigh it in two or three sentences. Length alone earns nothing. Then end with one line of exactly this form, with a number from 0 (useless) to 10 (could not be better):
            Score: <number>
            """;
    }

    private JudgeScorer(ChatModel judge, JudgeScorer other)
    {
        _judge = judge;
        _question = other._question;
    }

    internal ChatModel Judge => _judge;

    internal string Question => _question;

    /// <inheritdoc/>
    public IReadOnlyList<ChatModel> Models => [_judge];

    /// <inheritdoc/>
    public IScorer WithModels(Func<ChatModel, ChatModel> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new JudgeScorer(change(_judge), this);
    }

    /// <inheritdoc/>
    public string? Settings => $"question={TextHash.Of(_question)}";

    /// <inheritdoc/>
    public string Name => "judge";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(candidates);
        return await Task.WhenAll(candidates.Select(candidate => GradeAsync(context, candidate, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<CandidateScore> GradeAsync(AggregationContext context, Candidate candidate, CancellationToken cancellationToken)
    {
        var messages = JudgePrompt.Ask(context.Messages, [candidate.Text], context.Seed + candidate.Index, _question, cancellationToken);
        var (score, result) = await JudgeReply
            .AskAsync(context, CallRole.Scorer, _judge, messages, Form, reply => JudgeReply.ReadScore(reply, "score", Best), cancellationToken).ConfigureAwait(false);
        if (result.State != CallState.Ok)
        {
            var reason = result.Record.Failure?.Reason ?? result.State.ToString();
            return new CandidateScore(null, reason, result.Record.Failure?.Brief ?? reason);
        }

        return score is { } value ? new CandidateScore(value) : new CandidateScore(null, NoScore, NoScore);
    }
}
