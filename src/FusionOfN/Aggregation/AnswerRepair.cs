using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Holds an answer to the format that was asked for: checked, repaired once by its writer, else the best candidate that fits.</summary>
internal sealed class AnswerRepair
{
    private readonly IAnswerCheck _check;
    private readonly ChatModel? _writer;

    public AnswerRepair(IAnswerCheck check, ChatModel? writer)
    {
        _check = check;
        _writer = writer;
    }

    public async Task<Aggregated> EnsureAsync(Aggregated aggregated, AggregationContext context, CancellationToken cancellationToken)
    {
        var (fitting, problem) = _check.Check(aggregated.Answer, cancellationToken);
        if (fitting is not null)
            return aggregated with { Answer = fitting };

        List<RunNote> notes = [.. aggregated.Notes, $"The answer did not fit the format asked for: {problem}"];
        if (_writer is not null && await AskAgainAsync(aggregated.Answer, problem!, context, cancellationToken).ConfigureAwait(false) is { } repaired)
            return aggregated with { Answer = repaired, Selected = null, Level = FallbackLevel.ReAsk, Writer = _writer.Name, Notes = [.. notes, "It was repaired once."] };

        return await TakeFittingAsync(notes, context, cancellationToken).ConfigureAwait(false)
            ?? new Aggregated("") { Failure = FusionFailure.WrongFormat, Notes = [.. notes, "Neither its repair nor any candidate fits."] };
    }

    private async Task<string?> AskAgainAsync(string answer, string problem, AggregationContext context, CancellationToken cancellationToken)
    {
        var options = context.Options?.Clone() ?? new ChatOptions();
        options.Tools = null;
        options.ToolMode = null;
        IReadOnlyList<ChatMessage> messages =
        [
            .. context.Messages,
            new(ChatRole.Assistant, answer.Length > 0 ? answer : "(no answer)"),
            new(ChatRole.User, $"That answer does not have the required format: {problem}\nSend the same answer once more in the required format, complete, and nothing else."),
        ];
        var result = await context.Calls.CallAsync(CallRole.Fusor, _writer!, messages, options, cancellationToken).ConfigureAwait(false);
        return result.State == CallState.Ok ? _check.Check(result.Text, cancellationToken).Answer : null;
    }

    private async Task<Aggregated?> TakeFittingAsync(IReadOnlyList<RunNote> notes, AggregationContext context, CancellationToken cancellationToken)
    {
        List<Candidate> fitting =
        [
            .. context.Pool.Distinct
                .Select(candidate => (candidate, _check.Check(candidate.Text, cancellationToken).Answer))
                .Where(pair => pair.Answer is not null)
                .Select(pair => pair.candidate with { Text = pair.Answer! }),
        ];
        if (fitting.Count == 0)
            return null;

        var (scores, scoring) = await Scores.OfAsync(new AgreementScorer(), context, fitting, cancellationToken).ConfigureAwait(false);
        return Taking.TakeBest(fitting, scores, [.. notes, .. scoring, "The best candidate that fits was taken."]) with { Level = FallbackLevel.BestCandidate };
    }
}
