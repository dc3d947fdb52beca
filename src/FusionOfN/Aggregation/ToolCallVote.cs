using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Decides for a panel that may call tools: which tools to call, if most candidates want one.</summary>
/// <remarks>
/// A turn that only calls tools is voted on and not fused, so that an agent's loop pays for one fusion per user turn: the one that writes the answer.
/// </remarks>
internal static class ToolCallVote
{
    internal const string Question =
        """
        Above are several proposals for the next tool calls in the conversation, as JSON. Equally many authors made each of them. Name the one that does best
        what the user needs now. End with one line of exactly this form:
        Choice: <candidate number>
        """;

    private const string Form = "Choice: <candidate number>";

    /// <summary>
    /// What has the most votes, by name and canonical arguments. A proposal without a call stands for an answer in text; nothing at all when most candidates
    /// answered in text.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="required">Whether a tool has to be called, so that texts do not count.</param>
    public static IReadOnlyList<IReadOnlyList<FunctionCallContent>> Count(CandidatePool pool, bool required)
    {
        List<Candidate> proposals = [.. pool.Candidates.Where(candidate => candidate.State == CallState.Ok && candidate.ToolCalls.Count > 0)];
        var answers = pool.Candidates.Count(candidate => candidate.State == CallState.Ok && candidate.ToolCalls.Count == 0);
        if (proposals.Count == 0 || (!required && proposals.Count < answers))
            return [];

        var groups = proposals.GroupBy(candidate => Canonical(candidate.ToolCalls), StringComparer.Ordinal).ToList();
        var most = groups.Max(group => group.Count());
        IReadOnlyList<IReadOnlyList<FunctionCallContent>> tied = [.. groups.Where(group => group.Count() == most).Select(group => group.First().ToolCalls)];
        return !required && proposals.Count == answers ? [.. tied, []] : tied;
    }

    /// <summary>Takes one of the proposals that tied: the fusor decides; without one, or when it does not, a text wins, which does nothing, and else the seed.</summary>
    /// <returns>The calls, and a note when the fusor was asked and did not decide.</returns>
    public static async Task<(IReadOnlyList<FunctionCallContent> Calls, RunNote? Undecided)> DecideAsync(
        IReadOnlyList<IReadOnlyList<FunctionCallContent>> tied, ChatModel? fusor, AggregationContext context, CancellationToken cancellationToken)
    {
        if (tied.Count < 2)
            return (tied is [var only] ? only : [], null);

        RunNote? undecided = null;
        if (fusor is not null)
        {
            var messages = JudgePrompt.Ask(context.Messages, [.. tied.Select(calls => Show(calls, context.Pool))], context.Seed, Question, cancellationToken);
            var (choice, _) = await JudgeReply
                .AskAsync(context, CallRole.Fusor, fusor, messages, Form, reply => JudgeReply.ReadChoice(reply, "choice", tied.Count), cancellationToken).ConfigureAwait(false);
            if (choice is { } number)
                return (tied[number - 1], null);
            undecided = $"Equally many candidates made each of {tied.Count} proposals, and '{fusor.Name}' did not decide between them; {(tied[^1].Count == 0 ? "the text was preferred" : "one was drawn")}.";
        }

        return (tied[^1].Count == 0 ? [] : tied[new Random(context.Seed).Next(tied.Count)], undecided);
    }

    private static string Show(IReadOnlyList<FunctionCallContent> calls, CandidatePool pool) => calls.Count > 0
        ? Canonical(calls)
        : $"No tool call, but an answer in text: {(pool.Usable is [var first, ..] ? first.Text : "")}";

    private static string Canonical(IReadOnlyList<FunctionCallContent> calls) => string.Join(
        '\n', calls.Select(call => $"{call.Name}({CanonicalArguments(call.Arguments)})").Order(StringComparer.Ordinal));

    private static string CanonicalArguments(IDictionary<string, object?>? arguments) => string.Join(
        ',', (arguments ?? new Dictionary<string, object?>())
            .OrderBy(argument => argument.Key, StringComparer.Ordinal)
            .Select(argument => $"{argument.Key}={CanonicalValue(argument.Value)}"));

    // What somebody else's client puts there may be of any class.
    private static string CanonicalValue(object? value)
    {
        try
        {
            return Canonical(JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions));
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException or ArgumentException)
        {
            return value?.ToString() ?? "null";
        }
    }

    /// <summary>JSON with its keys sorted and its numbers in one form, so that equal arguments are equal texts.</summary>
    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject()
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{JsonSerializer.Serialize(property.Name, AIJsonUtilities.DefaultOptions)}:{Canonical(property.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.Number when element.TryGetDecimal(out var number) => (number / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => element.GetRawText(),
    };
}
