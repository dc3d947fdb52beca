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

    /// <summary>The proposals with the most votes, by name and canonical arguments; none when most candidates answered in text.</summary>
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
        return [.. groups.Where(group => group.Count() == most).Select(group => group.First().ToolCalls)];
    }

    /// <summary>Takes one of the proposals that tied: the fusor decides; without one, or when it does not, the seed does.</summary>
    public static async Task<IReadOnlyList<FunctionCallContent>> DecideAsync(
        IReadOnlyList<IReadOnlyList<FunctionCallContent>> tied, ChatModel? fusor, AggregationContext context, CancellationToken cancellationToken)
    {
        if (tied.Count < 2)
            return tied is [var only] ? only : [];

        if (fusor is not null)
        {
            var messages = JudgePrompt.Ask(context.Messages, [.. tied.Select(Canonical)], context.Seed, Question, cancellationToken);
            var result = await context.Calls
                .CallAsync(CallRole.Fusor, fusor, messages, new ChatOptions { Temperature = 0 }, cancellationToken).ConfigureAwait(false);
            if (result.State == CallState.Ok && JudgePrompt.ReadNumber(result.Text, "choice") is { } choice && choice >= 1 && choice <= tied.Count && choice % 1 == 0)
                return tied[(int)choice - 1];
        }

        return tied[new Random(context.Seed).Next(tied.Count)];
    }

    private static string Canonical(IReadOnlyList<FunctionCallContent> calls) => string.Join(
        '\n', calls.Select(call => $"{call.Name}({CanonicalArguments(call.Arguments)})").Order(StringComparer.Ordinal));

    private static string CanonicalArguments(IDictionary<string, object?>? arguments) => string.Join(
        ',', (arguments ?? new Dictionary<string, object?>())
            .OrderBy(argument => argument.Key, StringComparer.Ordinal)
            .Select(argument => $"{argument.Key}={Canonical(JsonSerializer.SerializeToElement(argument.Value, AIJsonUtilities.DefaultOptions))}"));

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
