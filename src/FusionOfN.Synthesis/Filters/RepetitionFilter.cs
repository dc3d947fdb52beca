using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FusionOfN.Synthesis;

/// <summary>
/// Answers that go in circles: the share of a text's characters that stand in a stretch of 40 which was there before in the same text. It works in every script,
/// for it knows no words.
/// </summary>
internal sealed class RepetitionFilter(double max) : IAnswerFilter
{
    private const int Stretch = 40;

    // Shorter texts, such as a poem of four lines with a refrain, cannot be told from circles.
    private const int MinLength = 200;

    public string Name => "repetition";

    public string? Reject(SynthRow row, SynthAnswer answer)
    {
        var share = ShareOf(answer.Text);
        return share > max ? string.Create(CultureInfo.InvariantCulture, $"{share:P0} of it repeats itself") : null;
    }

    /// <summary>The share of a text that repeats what was there before, 0 to 1.</summary>
    internal static double ShareOf(string text)
    {
        if (text.Length < MinLength)
            return 0;
        HashSet<ulong> seen = [];
        var repeated = 0;
        var counted = 0;
        for (var i = 0; i + Stretch <= text.Length; i++)
        {
            if (seen.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan(i, Stretch)))))
                continue;
            repeated += i + Stretch - Math.Max(counted, i);
            counted = i + Stretch;
        }

        return (double)repeated / text.Length;
    }
}
