using System.Globalization;

namespace FusionOfN;

/// <summary>Fills the placeholders that the prompts have in common.</summary>
internal static class PromptText
{
    /// <summary>The section that stands before a prompt when the one who asks says what a good answer is; empty without criteria.</summary>
    public static string Criteria(string? criteria) => criteria is null ? "" : $"# What makes an answer good here\n{criteria}\n\n";

    /// <summary>Fills <c>{count}</c>, <c>{tag}</c> and <c>{candidates}</c>.</summary>
    public static string Fill(string template, IReadOnlyList<ShownCandidate> candidates, CandidateFence fence)
    {
        // The candidates go in last: a placeholder inside one of them is its own text.
        var fenced = string.Join("\n\n", candidates.Select((candidate, index) => fence.Wrap(index + 1, candidate.Text, candidate.Times)));
        var split = template.Split("{candidates}");
        for (var i = 0; i < split.Length; i++)
        {
            split[i] = split[i]
                .Replace("{count}", candidates.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{tag}", fence.TagName, StringComparison.Ordinal);
        }

        return string.Join(fenced, split);
    }
}
