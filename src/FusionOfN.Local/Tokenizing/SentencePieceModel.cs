using System.Globalization;
using System.Text;

namespace FusionOfN.Local;

/// <summary>
/// Byte-pair encoding over characters as SentencePiece does it (Kudo and Richardson, 2018): a mark stands for a space, and a character outside the
/// vocabulary is written in tokens of single bytes, <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.
/// </summary>
internal sealed class SentencePieceModel : SubwordModel
{
    private readonly TokenizerFile _file;
    private readonly PieceCutter _pieces;
    private readonly PairMerger _merger;
    private readonly Dictionary<Rune, int> _known;
    private readonly int[]? _bytes;
    private readonly int? _unknown;
    private readonly char _mark;
    private readonly bool _cutsAtMarks;

    public SentencePieceModel(TokenizerFile file)
        : base(file.PlainVocabulary.Keys.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty(1).Max())
    {
        _file = file;
        _pieces = new PieceCutter(file.Steps);
        _mark = file.DecodedMark![0];
        KeyValuePair<string, int>[] vocabulary = [.. file.PlainVocabulary.Where(token => ByteOf(token.Key) is null)];
        _merger = PairMerger.Create(file);
        _known = vocabulary.Where(token => IsOneCharacter(token.Key)).ToDictionary(token => Rune.GetRuneAt(token.Key, 0), token => token.Value);
        int?[] bytes = [.. Enumerable.Range(0, 256).Select(value => file.Vocabulary.TryGetValue($"<0x{value:X2}>", out var id) ? id : (int?)null)];
        _bytes = file.ByteFallback && bytes.All(id => id is not null) ? [.. bytes.Select(id => id!.Value)] : null;
        _unknown = file.UnknownToken is { } name && file.Vocabulary.TryGetValue(name, out var unknown) ? unknown : null;

        // Where no token has a mark after another character, none crosses the beginning of a word, and words can be encoded one by one: merging is much
        // slower than linear in the length of what it is given.
        _cutsAtMarks = vocabulary.All(token => token.Key.TrimStart(_mark).IndexOf(_mark) < 0);
    }

    public override void Append(string text, bool isStart, List<int> ids, EncodingWatch watch)
    {
        if (_file.Mark is { } mark)
        {
            text = text.Replace(" ", mark.Text, StringComparison.Ordinal);
            var isPrepended = mark.Prepend == PrependScheme.Always || (mark.Prepend == PrependScheme.First && isStart);
            if (isPrepended && !text.StartsWith(mark.Text, StringComparison.Ordinal))
                text = mark.Text + text;
        }

        foreach (var (offset, length) in _pieces.Cut(text))
        {
            var end = offset + length;
            for (var start = offset; start < end;)
            {
                var word = WordEnd(text, start, end);
                watch.Check(ids.Count);
                AppendWord(text[start..word], ids, watch);
                start = word;
            }
        }
    }

    public override byte[] Bytes(string token) =>
        ByteOf(token) is { } value ? [value] : Encoding.UTF8.GetBytes(token.Replace(_mark, ' '));

    private static byte? ByteOf(string token) =>
        token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static bool IsOneCharacter(string token) =>
        Rune.TryGetRuneAt(token.Length > 0 ? token : "\uFFFF\uFFFF", 0, out var rune) && rune.Utf16SequenceLength == token.Length;

    private int WordEnd(string text, int start, int end)
    {
        if (!_cutsAtMarks)
            return end;
        var index = start;
        while (index < end && text[index] == _mark)
            index++;
        while (index < end && text[index] != _mark)
            index++;
        return index;
    }

    private void AppendWord(string word, List<int> ids, EncodingWatch watch)
    {
        if (_file.IgnoreMerges && _file.PlainVocabulary.TryGetValue(word, out var whole))
        {
            ids.Add(whole);
            return;
        }

        watch.Check(ids.Count + LeastTokens(word.Length));
        var tokens = new int[word.Length];
        var count = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (_known.TryGetValue(rune, out var id))
            {
                tokens[count++] = id;
                continue;
            }

            _merger.Append(tokens.AsSpan(0, count), ids, watch);
            count = 0;
            AppendUnknown(rune, ids);
        }

        _merger.Append(tokens.AsSpan(0, count), ids, watch);
    }

    private void AppendUnknown(Rune rune, List<int> ids)
    {
        if (_bytes is not null)
        {
            Span<byte> utf8 = stackalloc byte[4];
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
                ids.Add(_bytes[value]);
        }
        else if (_unknown is { } unknown && !(_file.FuseUnknown && ids.Count > 0 && ids[^1] == unknown))
        {
            ids.Add(unknown);
        }
    }
}
