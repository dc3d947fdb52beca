namespace FusionOfN.Evaluation;

/// <summary>Splits lines into the words that BLEU counts, as the tokenizers of sacrebleu 2.6.0 do. Safe for concurrent use.</summary>
public abstract class BleuTokenizer
{
    private static readonly BleuTokenizer[] All = [new MtevalTokenizer(), new ChineseTokenizer(), new InternationalTokenizer(), new CharacterTokenizer(), new NoTokenizer()];

    /// <summary>The names there are: <c>13a</c>, <c>zh</c>, <c>intl</c>, <c>char</c> and <c>none</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(tokenizer => tokenizer.Name)];

    /// <summary>The name, as it stands in signatures.</summary>
    public abstract string Name { get; }

    private protected BleuTokenizer()
    {
    }

    /// <summary>The tokenizer of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static BleuTokenizer Of(string name) => All.FirstOrDefault(tokenizer => tokenizer.Name == name)
        ?? throw new ArgumentException($"There is no tokenizer '{name}'. There are {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The words of a line with one space between them.</summary>
    /// <param name="line">The line.</param>
    public string Tokenize(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string spaced = Tokenize(PythonText.TrimEnd(line), new()).ToString();
        return string.Join(' ', spaced.Split(null).SelectMany(part => part.Split('\u001c', '\u001d', '\u001e', '\u001f')).Where(word => word.Length > 0));
    }

    /// <summary>Puts whitespace between the words of a line.</summary>
    /// <param name="line">The line, without whitespace at its end.</param>
    /// <param name="buffer">Where the result stands.</param>
    internal abstract ReadOnlySpan<char> Tokenize(ReadOnlySpan<char> line, TokenBuffer buffer);
}
