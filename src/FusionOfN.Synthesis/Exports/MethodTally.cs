namespace FusionOfN.Synthesis;

/// <summary>Counts what becomes of the answers of a method.</summary>
internal sealed class MethodTally
{
    private readonly string _method;
    private readonly SortedDictionary<string, long> _removed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _languages = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _withoutPair = new(StringComparer.Ordinal);
    private long _kept;
    private long _pairs;
    private long _scored;
    private double _scores;
    private long _characters;

    public MethodTally(string method) => _method = method;

    public void Remove(string filter) => Count(_removed, filter);

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
        Languages = _languages,
        MeanScore = _scored == 0 ? null : _scores / _scored,
        MeanCharacters = _kept == 0 ? 0 : (double)_characters / _kept,
        Pairs = _pairs,
        WithoutPair = _withoutPair,
    };

    private static void Count(SortedDictionary<string, long> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
}
