using System.Text;
using Microsoft.ML.Tokenizers;

namespace FusionOfN.Local;

/// <summary>Byte-pair encoding over bytes (Radford et al., 2019): every text has tokens, none is unknown.</summary>
internal sealed class ByteLevelModel : SubwordModel
{
    private readonly TokenizerFile _file;
    private readonly SplittingPreTokenizer _pieces;
    private readonly BpeTokenizer _bpe;

    public ByteLevelModel(TokenizerFile file)
    {
        _file = file;
        _pieces = new SplittingPreTokenizer(file.Steps);
        _bpe = CreateBpe(file, file.PlainVocabulary, _pieces);
    }

    public override void Append(string text, bool isStart, List<int> ids)
    {
        if (_file.AddPrefixSpace && !char.IsWhiteSpace(text[0]))
            text = " " + text;
        if (!_file.IgnoreMerges)
        {
            ids.AddRange(_bpe.EncodeToIds(text, considerPreTokenization: true, considerNormalization: false));
            return;
        }

        foreach (var (offset, length) in _pieces.PreTokenize(text))
        {
            var piece = text.Substring(offset, length);
            if (_file.PlainVocabulary.TryGetValue(ByteLevel.Encode(Encoding.UTF8.GetBytes(piece)), out var whole))
                ids.Add(whole);
            else
                ids.AddRange(_bpe.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false));
        }
    }

    public override byte[] Bytes(string token) => ByteLevel.TryDecode(token) ?? Encoding.UTF8.GetBytes(token);
}
