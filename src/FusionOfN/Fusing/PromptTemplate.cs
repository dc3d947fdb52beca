using System.Globalization;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>A prompt about fenced candidates, with places for what differs from call to call: <c>{count}</c>, <c>{tag}</c> and <c>{candidates}</c>.</summary>
internal sealed partial class PromptTemplate
{
    private readonly string[] _pieces;

    public PromptTemplate(string text)
    {
        Text = text.ReplaceLineEndings("\n");
        _pieces = Place().Split(Text);
    }

    /// <summary>The template itself.</summary>
    public string Text { get; }

    /// <summary>The section that stands before a prompt when the one who asks says what a good answer is; empty without criteria.</summary>
    public static string Criteria(string? criteria) => criteria is null ? "" : $"# What makes an answer good here\n{criteria}\n\n";

    /// <summary>The prompt for some candidates. A placeholder inside one of them is its own text.</summary>
    public string Fill(IReadOnlyList<ShownCandidate> candidates, CandidateFence fence)
    {
        List<string> filled = [];
        foreach (var piece in _pieces)
        {
            switch (piece)
            {
                case "{count}":
                    filled.Add(candidates.Count.ToString(CultureInfo.InvariantCulture));
                    break;
                case "{tag}":
                    filled.Add(fence.TagName);
                    break;
                case "{candidates}":
                    for (var i = 0; i < candidates.Count; i++)
                    {
                        filled.Add(i > 0 ? "\n\n" : "");
                        filled.Add(fence.Wrap(i + 1, candidates[i].Text, candidates[i].Times));
                    }

                    break;
                default:
                    filled.Add(piece);
                    break;
            }
        }

        return string.Concat(filled);
    }

    // As a group, so that splitting keeps the places themselves.
    [GeneratedRegex(@"(\{(?:count|tag|candidates)\})", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
