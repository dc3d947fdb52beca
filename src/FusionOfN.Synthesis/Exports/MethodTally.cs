using System.Globalization;

namespace FusionOfN.Synthesis;

/// <summary>Counts what becomes of the answers of a method.</summary>
internal sealed class MethodTally
{
    private const int MaxExamples = 3;
    private const int MaxShown = 120;

    private readonly string _method;
    private readonly SortedDictionary<string, List<RemovedRow>> _examples = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _removed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _languages = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _withoutPair = new(StringComparer.Ordinal);
    private long _kept;
    private long _pairs;
    private long _scored;
    private double _scores;
    private long _characters;

    public MethodTally(string method) => _method = method;

    public void Remove(SynthRow row, string filter, string reason)
    {
        Count(_removed, filter);
        if (!_examples.TryGetValue(filter, out var examples))
            _examples[filter] = examples = [];
        if (examples.Count < MaxExamples)
            examples.Add(new RemovedRow(row.Id, reason, Head(row.Prompt[^1].Text), Head(row.AnswerOf(_method)?.Text ?? "")));
    }

    public void Keep(SynthAnswer answer, string language)
    {
        _kept++;
        _characters += answer.Text.Length;
        Count(_languages, language);
        if (answer.Score is { } score)
        {
            _scored++;
            _scores += score;
        }
    }

    public void Pair(string? reasonForNone)
    {
        if (reasonForNone is null)
            _pairs++;
        else
            Count(_withoutPair, reasonForNone);
    }

    public MethodReport Report() => new(_method)
    {
        Kept = _kept,
        Removed = _removed,
        RemovedExamples = _examples.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<RemovedRow>)pair.Value),
        Languages = _languages,
        MeanScore = _scored == 0 ? null : Rounded(_scores / _scored),
        MeanCharacters = _kept == 0 ? 0 : (double)_characters / _kept,
        Pairs = _pairs,
        WithoutPair = _withoutPair,
    };

    // The last digits of a score depend on what a local model reads beside it; the report of the same rows must not.
    private static double Rounded(double score) => double.Parse(score.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Head(string text) => TextHead.Of(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), MaxShown);

    private static void Count(SortedDictionary<string, long> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
}
