using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Decides for a panel that may call tools: which tools to call, if most candidates want one.</summary>
/// <remarks>
/// A turn that only calls tools is voted on and not fused, so that an agent's loop pays for one fusion per user turn: the one that writes the answer.
/// </remarks>
internal static class ToolCallVote
{
    /// <summary>The tool calls of the most common proposal, by name and canonical arguments; empty when most candidates answered in text.</summary>
    public static IReadOnlyList<FunctionCallContent> Decide(CandidatePool pool, int seed)
    {
        List<Candidate> proposals = [.. pool.Candidates.Where(candidate => candidate.State == CallState.Ok && candidate.ToolCalls.Count > 0)];
        var answers = pool.Candidates.Count(candidate => candidate.State == CallState.Ok && candidate.ToolCalls.Count == 0);
        if (proposals.Count == 0 || proposals.Count < answers)
            return [];

        var groups = proposals.GroupBy(candidate => Canonical(candidate.ToolCalls), StringComparer.Ordinal).ToList();
        var most = groups.Max(group => group.Count());
        List<IGrouping<string, Candidate>> tied = [.. groups.Where(group => group.Count() == most)];
        return tied[new Random(seed).Next(tied.Count)].First().ToolCalls;
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
