using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>
/// The one place that decides what a server's counts are worth. An impossible count is unknown, which is not zero; counts that contradict each other are
/// brought to the meaning that the rest of the engine has: the prompt with its cached tokens, the answer with its reasoning.
/// </summary>
internal static class ReportedUsage
{
    /// <summary>More tokens than any call can have; such a count is a mistake, and sums of it would overflow.</summary>
    public const long MaxTokens = 1_000_000_000_000;

    /// <summary>More US dollars than any call can cost.</summary>
    public const decimal MaxCostUsd = 1_000_000;

    /// <summary>The counts that can be true.</summary>
    /// <param name="reported">What a server reported; null when nothing.</param>
    /// <returns>What was reported when all of it can be true, else a copy with what cannot left out; null when nothing is left.</returns>
    public static UsageDetails? Clean(UsageDetails? reported)
    {
        if (reported is null)
            return null;

        var (input, output, total) = (Count(reported.InputTokenCount), Count(reported.OutputTokenCount), Count(reported.TotalTokenCount));
        var (cached, reasoning) = (Count(reported.CachedInputTokenCount), Count(reported.ReasoningTokenCount));
        if (total is { } sum)
        {
            output ??= input <= sum ? sum - input : null;
            input ??= output <= sum ? sum - output : null;
            var beside = sum - input - output;
            if (beside is > 0)
            {
                // Some servers count the cached part of the prompt beside the rest of it. Else it is reasoning, whether they name it or not.
                if (beside == cached && beside != reasoning)
                    input += beside;
                else if (reasoning is null or 0 || beside == reasoning)
                    output += beside;
            }
        }

        // Without a sum to tell, reasoning that is more than the answer can only be beside it.
        if (reasoning > output)
            (output, reasoning) = total is null ? (output + reasoning, reasoning) : (output, null);
        if (cached > input)
            cached = null;
        if (input is null && output is null && total is null && cached is null && reasoning is null && reported.AdditionalCounts is not { Count: > 0 })
            return null;

        var sumOfBoth = input + output ?? total;
        var isClean = (input, output, sumOfBoth) == (reported.InputTokenCount, reported.OutputTokenCount, reported.TotalTokenCount)
            && (cached, reasoning) == (reported.CachedInputTokenCount, reported.ReasoningTokenCount)
            && reported.AdditionalCounts is not { Count: > 0 };
        return isClean ? reported : new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = sumOfBoth,
            CachedInputTokenCount = cached,
            ReasoningTokenCount = reasoning,
            AdditionalCounts = reported.AdditionalCounts is { } more ? Possible(more) : null,
        };
    }

    /// <summary>The cost that can be true.</summary>
    /// <param name="reportedUsd">What a server reported, in US dollars.</param>
    /// <returns>The cost; null when it is impossible or was not reported.</returns>
    public static decimal? Clean(decimal? reportedUsd) => reportedUsd is >= 0 and <= MaxCostUsd ? reportedUsd : null;

    private static long? Count(long? tokens) => tokens is >= 0 and <= MaxTokens ? tokens : null;

    private static AdditionalPropertiesDictionary<long> Possible(AdditionalPropertiesDictionary<long> counts) =>
        new(counts.Where(count => Count(count.Value) is not null));
}
