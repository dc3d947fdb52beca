using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Reads what a judge says, in the forms in which models write it; a judge that cannot be read is asked once more.</summary>
internal static partial class JudgeReply
{
    /// <summary>Asks a judge, and when its reply cannot be read, asks it once more for the line alone.</summary>
    /// <param name="context">The means to call it.</param>
    /// <param name="role">Why it is called.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="messages">The question.</param>
    /// <param name="form">The line that it was to end with.</param>
    /// <param name="read">Reads the reply; null when it cannot be read.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>What was read, null when nothing was, and the last call.</returns>
    public static async Task<(T? Value, CallResult Result)> AskAsync<T>(
        AggregationContext context, CallRole role, ChatModel judge, IReadOnlyList<ChatMessage> messages, string form, Func<string, T?> read, CancellationToken cancellationToken)
        where T : struct
    {
        ChatOptions options = new() { Temperature = 0 };
        var result = await context.Calls.CallAsync(role, judge, messages, options, cancellationToken).ConfigureAwait(false);
        var value = result.State == CallState.Ok ? read(result.Text) : null;
        if (value is not null || result.State != CallState.Ok)
            return (value, result);

        IReadOnlyList<ChatMessage> again =
        [
            .. messages, new(ChatRole.Assistant, result.Text), new(ChatRole.User, $"That cannot be read. Send one line alone, of exactly this form:\n{form}"),
        ];
        result = await context.Calls.CallAsync(role, judge, again, options, cancellationToken).ConfigureAwait(false);
        return (result.State == CallState.Ok ? read(result.Text) : null, result);
    }

    /// <summary>The last score behind a label, as in <c>Score: 7.5</c> or <c>score = 4/5</c>, on a scale to a best value; null when there is none.</summary>
    public static double? ReadScore(string reply, string label, double best)
    {
        double? score = null;
        foreach (Match match in Labelled(Normal(reply), label, @"(?<number>[-+]?[0-9]+(?:[.,][0-9]+)?)(?:\W{0,3}(?:/|out of)\W{0,3}(?<scale>[0-9]+))?(?<more>\W{0,2}(?:-|–|to|or)\W{0,2}[0-9])?"))
        {
            var value = Number(match.Groups["number"].Value);
            var scale = match.Groups["scale"].Success ? Number(match.Groups["scale"].Value) : best;
            var onScale = scale > 0 ? value / scale * best : double.NaN;

            // A span of scores is none.
            if (onScale >= 0 && onScale <= best && !match.Groups["more"].Success)
                score = onScale;
        }

        return score;
    }

    /// <summary>The last number behind a label that names one of several candidates, as in <c>Better: Candidate 2</c>; null when there is none.</summary>
    public static int? ReadChoice(string reply, string label, int count)
    {
        int? choice = null;
        var text = Normal(reply);
        var found = Labelled(text, label, @"(?<number>[0-9]{1,4}(?![0-9.,]*[0-9])|one|two|three|four|five|first|second|third|fourth|fifth)\b(?!\W{0,2}(?:or|and|,|/|&)\W{0,2}[0-9])").ToList();
        if (found.Count == 0)
            found = IsBest().Matches(text).Concat(InBrackets().Matches(text)).ToList();
        foreach (var match in found)
        {
            if (Ordinal(match.Groups["number"].Value) is { } number && number >= 1 && number <= count)
                choice = number;
        }

        return choice;
    }

    private static MatchCollection Labelled(string text, string label, string value) => Regex.Matches(
        text,
        $@"\b{Regex.Escape(label)}\b(?:(?:\W|_){{0,4}}(?:candidate|answer|option|response|choice|number|score|rating)\b){{0,2}}(?:\W|_){{0,8}}(?:(?:is|are|of|would\ be|goes\ to|the|candidate|answer|option|response|number|no|nr|boxed)\b(?:\W|_){{0,6}}){{0,5}}{value}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    // Full-width letters and digits are the same letters and digits.
    private static string Normal(string reply) => reply.AsSpan().IndexOfAnyInRange('\uFF01', '\uFF5E') < 0
        ? reply
        : string.Concat(reply.Select(letter => letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - '\uFF01' + '!') : letter));

    private static double Number(string digits) => double.Parse(digits.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int? Ordinal(string word) => word.ToLowerInvariant() switch
    {
        "one" or "first" => 1,
        "two" or "second" => 2,
        "three" or "third" => 3,
        "four" or "fourth" => 4,
        "five" or "fifth" => 5,
        _ => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    // "Candidate 2 is better", "I choose candidate 2".
    [GeneratedRegex(
        @"(?:candidate|answer|option|response)\W{0,4}(?<number>[0-9]{1,4})\W{0,4}(?:is|serves|answers|does)\b[^.\n]{0,30}\b(?:better|best)\b|\b(?:choose|prefer|pick|select)\b\W{0,4}(?:candidate|answer|option|response)\W{0,4}(?<number>[0-9]{1,4})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsBest();

    // "[[2]]", "\boxed{2}", or the number and nothing else.
    [GeneratedRegex(@"\[\[(?<number>[0-9]{1,4})\]\]|\\boxed\{(?<number>[0-9]{1,4})\}|\A\W*(?<number>[0-9]{1,4})\W*\z", RegexOptions.CultureInvariant)]
    private static partial Regex InBrackets();
}
