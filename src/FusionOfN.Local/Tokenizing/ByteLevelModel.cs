using System.Text;

namespace FusionOfN.Local;

/// <summary>Byte-pair encoding over bytes (Radford et al., 2019): every text has tokens, none is unknown.</summary>
internal sealed class ByteLevelModel : SubwordModel
{
    private const int OnStack = 256;

    private readonly TokenizerFile _file;
    private readonly PieceCutter _pieces;
    private readonly PairMerger _merger;
    private readonly int[] _tokenOfByte;

    public ByteLevelModel(TokenizerFile file)
        : base(file.PlainVocabulary.Keys.Select(token => token.Length).DefaultIfEmpty(1).Max())
    {
        _file = file;
        _pieces = new PieceCutter(file.Steps);
        _merger = PairMerger.Create(file);
        _tokenOfByte = [.. Enumerable.Range(0, 256).Select(value => file.PlainVocabulary.TryGetValue(ByteLevel.Encode([(byte)value]), out var id) ? id : -1)];
    }

    public override void Append(string text, bool isStart, List<int> ids, EncodingWatch watch)
    {
        if (_file.AddPrefixSpace && !char.IsWhiteSpace(text[0]))
            text = " " + text;
        foreach (var (offset, length) in _pieces.Cut(text))
        {
            watch.Check(ids.Count);
            AppendPiece(text.AsSpan(offset, length), ids, watch);
        }
    }

    public override byte[] Bytes(string token) => ByteLevel.TryDecode(token) ?? Encoding.UTF8.GetBytes(token);

    private void AppendPiece(ReadOnlySpan<char> piece, List<int> ids, EncodingWatch watch)
    {
        var most = Encoding.UTF8.GetMaxByteCount(piece.Length);
        Span<byte> bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[Encoding.UTF8.GetByteCount(piece)];
        bytes = bytes[..Encoding.UTF8.GetBytes(piece, bytes)];
        if (_file.IgnoreMerges && bytes.Length <= LongestToken && _file.PlainVocabulary.TryGetValue(ByteLevel.Encode(bytes), out var whole))
        {
            ids.Add(whole);
            return;
        }

        watch.Check(ids.Count + LeastTokens(bytes.Length));
        Span<int> tokens = bytes.Length <= OnStack ? stackalloc int[OnStack] : new int[bytes.Length];
        var count = 0;
        foreach (var value in bytes)
        {
            // A vocabulary that lacks a byte has nothing to say it with.
            if (_tokenOfByte[value] >= 0)
                tokens[count++] = _tokenOfByte[value];
        }

        _merger.Append(tokens[..count], ids, watch);
    }
}
