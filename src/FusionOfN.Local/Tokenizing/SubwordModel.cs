using Microsoft.ML.Tokenizers;

namespace FusionOfN.Local;

/// <summary>How plain text becomes tokens of the vocabulary, and a token bytes.</summary>
internal abstract class SubwordModel
{
    /// <summary>Encodes normalised text, which is not empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isStart">Whether nothing stands before it.</param>
    /// <param name="ids">Receives the tokens.</param>
    public abstract void Append(string text, bool isStart, List<int> ids);

    /// <summary>What a token of the vocabulary stands for.</summary>
    public abstract byte[] Bytes(string token);

    public static SubwordModel Create(TokenizerFile file) => file.IsByteLevel ? new ByteLevelModel(file) : new SentencePieceModel(file);

    protected static BpeTokenizer CreateBpe(TokenizerFile file, IEnumerable<KeyValuePair<string, int>> vocabulary, PreTokenizer? pieces)
    {
        try
        {
            return BpeTokenizer.Create(new BpeOptions(vocabulary) { Merges = file.Merges, PreTokenizer = pieces, ByteLevel = file.IsByteLevel });
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LocalModelException($"{file.Path}: vocabulary and merges do not fit together: {exception.Message}", exception);
        }
    }
}
