namespace FusionOfN.Training;

/// <summary>How a vocabulary is learned.</summary>
public sealed record BpeTrainerOptions
{
    /// <summary>The size of the vocabulary: special tokens, 256 bytes and merges together.</summary>
    /// <value>The default value is 2,048.</value>
    public int VocabularySize { get; init; } = 2_048;

    /// <summary>Tokens that stand for structure and never for text; they get the first ids in this order.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>The longest token in bytes. Short tokens keep words of scripts without spaces from growing together with their neighbours.</summary>
    /// <value>The default value is 16.</value>
    public int MaxTokenBytes { get; init; } = 16;

    /// <summary>Divides a text into the pieces inside which tokens may grow. It must match every character.</summary>
    /// <value>The default value keeps letters, single digits, punctuation and white space apart, with at most one space in front.</value>
    public string Pattern { get; init; } = @" ?[\p{L}\p{M}]+| ?\p{N}| ?[^\s\p{L}\p{M}\p{N}]+|\s";
}
