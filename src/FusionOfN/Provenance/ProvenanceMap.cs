using System.Globalization;

namespace FusionOfN;

/// <summary>Where an answer came from: for each piece of it the candidates that it is from, those it may be from, or that it is new.</summary>
/// <remarks>
/// <para>
/// A piece is from a candidate that holds it word for word, where it is part of a run that is long enough to prove it, or that has a number, a date or a
/// name in it. Common words alone prove nothing: they are too short to say, and the candidates that hold them are named as possible ones. What no
/// candidate holds is new. The answer is cut into as few pieces as can be, where sentences begin if possible.
/// </para>
/// <para>
/// A token is a word in scripts with spaces, a number with its separators, and one user-perceived character in the other scripts and for everything that
/// is no letter, so no word, number, letter or emoji is cut, and Chinese, Japanese and Thai work as English does. Spaces are nobody's: those behind a
/// piece belong to it, those with a line break to the next.
/// </para>
/// <para>Only the same text counts, whatever its line ends and however its accents are composed: a paraphrase is new. Time grows linearly with the texts' length, times the number of candidates.</para>
/// </remarks>
public sealed class ProvenanceMap
{
    /// <summary>The default minimum of <see cref="Create"/>.</summary>
    public const int DefaultMinimumLength = 8;

    /// <summary>The most characters of an answer and its candidates together that a run compares. A run beside others must not hold up the rest.</summary>
    internal const int MaxCharacters = 4_000_000;

    private readonly Lazy<double?> _blockCopyRate;

    private ProvenanceMap(string answer, IReadOnlyList<string> candidates, IReadOnlyList<ProvenanceSpan> spans)
    {
        Spans = spans;
        Sources = [.. candidates.Index().Where(pair => pair.Item.Length > 0).Select(pair => pair.Index)];
        var shares = new double[candidates.Count];
        var total = Math.Max(1, Letters(answer));
        foreach (var span in spans)
        {
            var share = (double)Letters(answer.AsSpan(span.Start, span.Length)) / total;
            CopyRate += span.Kind == ProvenanceKind.Copied ? share : 0;
            TooShortRate += span.Kind == ProvenanceKind.TooShort ? share : 0;
            NewRate += span.Kind == ProvenanceKind.New ? share : 0;
            foreach (var candidate in span.Candidates)
                shares[candidate] += share / span.Candidates.Count;
        }

        Shares = shares;
        (CopyRate, TooShortRate, NewRate) = (Math.Min(1, CopyRate), Math.Min(1, TooShortRate), Math.Min(1, NewRate));
        _blockCopyRate = new(() => MatchingBlocks.CopyRate(answer, candidates));
    }

    /// <summary>The pieces in order; together they are exactly the answer.</summary>
    public IReadOnlyList<ProvenanceSpan> Spans { get; }

    /// <summary>The indices of the candidates that the answer can be from: those with a text.</summary>
    public IReadOnlyList<int> Sources { get; }

    /// <summary>
    /// For each candidate the share of the answer's characters that is its own, 0 to 1. A piece that several candidates hold is split evenly among
    /// them, so the sum is <see cref="CopyRate"/>. Spaces are not counted, here and in the other shares.
    /// </summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Share of the answer's characters that are from some candidate, 0 to 1; 0 for an empty answer.</summary>
    public double CopyRate { get; }

    /// <summary>Share of the answer's characters in pieces that are too short to say, 0 to 1.</summary>
    public double TooShortRate { get; }

    /// <summary>Share of the answer's characters in pieces that no candidate holds, 0 to 1.</summary>
    public double NewRate { get; }

    /// <summary>
    /// Share of the answer's characters in the matching blocks of eight characters and more that it has with some candidate, 0 to 1, spaces included: what
    /// Python's <c>difflib.SequenceMatcher(None, candidate, answer, autojunk=False)</c> finds, and the measure of the paper. Counted when it is first asked
    /// for; null for texts so long and repetitive that it would take too long.
    /// </summary>
    public double? BlockCopyRate => _blockCopyRate.Value;

    /// <summary>Compares an answer with the candidates it was made from.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="candidates">The candidates' texts; an empty one holds nothing.</param>
    /// <param name="minimumLength">
    /// Fewest letters, digits and marks of a run that proves by its length that it is from a candidate, spaces not counted; a Han, kana or Hangul character,
    /// which says about as much as three letters, counts three. An answer shorter than that may still be taken as a whole. The default is 8.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumLength"/> is below 1.</exception>
    public static ProvenanceMap Create(string answer, IReadOnlyList<string> candidates, int minimumLength = DefaultMinimumLength)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumLength, 1);

        Comparison comparison = new(answer, candidates, minimumLength);
        return new(answer, candidates, SpanWriter.Write(comparison, Pieces.Of(comparison)));
    }

    /// <summary>What the receipt says of an answer that was not compared.</summary>
    internal static string TooLong { get; } = string.Create(
        CultureInfo.InvariantCulture, $"Where the answer came from is not told: it and its candidates are longer than {MaxCharacters:N0} characters together.");

    /// <summary>Whether a run leaves an answer and its candidates uncompared.</summary>
    internal static bool IsTooLong(string answer, IReadOnlyList<string> candidates) => answer.Length + candidates.Sum(candidate => (long)candidate.Length) > MaxCharacters;

    private static int Letters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var value in text)
            letters += char.IsWhiteSpace(value) ? 0 : 1;
        return letters;
    }
}
