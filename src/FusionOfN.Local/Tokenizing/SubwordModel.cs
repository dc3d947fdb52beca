namespace FusionOfN.Local;

/// <summary>How plain text becomes tokens of the vocabulary, and a token bytes.</summary>
internal abstract class SubwordModel
{
    /// <param name="longestToken">The bytes that the longest token stands for, or more.</param>
    protected SubwordModel(int longestToken) => LongestToken = longestToken;

    /// <summary>The bytes that the longest token stands for, or more.</summary>
    protected int LongestToken { get; }

    /// <summary>Encodes normalised text, which is not empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isStart">Whether nothing stands before it.</param>
    /// <param name="ids">Receives the tokens.</param>
    /// <param name="watch">Ends the work early.</param>
    public abstract void Append(string text, bool isStart, List<int> ids, EncodingWatch watch);

    /// <summary>What a token of the vocabulary stands for.</summary>
    public abstract byte[] Bytes(string token);

    public static SubwordModel Create(TokenizerFile file) => file.IsByteLevel ? new ByteLevelModel(file) : new SentencePieceModel(file);

    /// <summary>The tokens that a text of so many bytes has at least.</summary>
    protected long LeastTokens(int bytes) => bytes / Math.Max(1, LongestToken);
}
