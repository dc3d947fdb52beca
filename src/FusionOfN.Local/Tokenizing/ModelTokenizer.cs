using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace FusionOfN.Local;

/// <summary>
/// A byte-level BPE tokenizer read from a <c>tokenizer.json</c>. Text is plain text: a special token written in it is encoded letter by letter.
/// Special tokens come in only by name, or through <see cref="EncodeMarked"/>.
/// </summary>
internal sealed class ModelTokenizer
{
    private readonly BpeTokenizer _bpe;
    private readonly SplittingPreTokenizer _pieces;
    private readonly TokenizerFile _file;
    private readonly Dictionary<string, int> _added;
    private readonly HashSet<int> _special;
    private readonly Regex? _addedPattern;
    private readonly byte[]?[] _bytes;

    private ModelTokenizer(TokenizerFile file, string path)
    {
        _file = file;
        _pieces = new SplittingPreTokenizer(file.Steps);
        _added = file.Added.ToDictionary(token => token.Content, token => token.Id, StringComparer.Ordinal);
        _special = [.. file.Added.Where(token => token.Special).Select(token => token.Id)];
        if (_added.Count > 0)
        {
            var longestFirst = _added.Keys.OrderByDescending(content => content.Length).Select(Regex.Escape);
            _addedPattern = new Regex(string.Join('|', longestFirst), RegexOptions.CultureInvariant);
        }

        try
        {
            _bpe = BpeTokenizer.Create(new BpeOptions(file.Vocabulary.Where(token => !_added.ContainsKey(token.Key))) { Merges = file.Merges, PreTokenizer = _pieces, ByteLevel = true });
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LocalModelException($"{path}: vocabulary and merges do not fit together: {exception.Message}", exception);
        }

        VocabularySize = 1 + file.Vocabulary.Values.Concat(_added.Values).DefaultIfEmpty(-1).Max();
        _bytes = new byte[]?[VocabularySize];
        foreach (var (token, id) in file.Vocabulary)
            _bytes[id] = ByteLevel.TryDecode(token) ?? Encoding.UTF8.GetBytes(token);
        foreach (var (content, id) in _added)
            _bytes[id] = Encoding.UTF8.GetBytes(content);
    }

    /// <summary>One more than the largest token id.</summary>
    public int VocabularySize { get; }

    /// <exception cref="LocalModelException">The file is missing, damaged, or uses something the engine does not understand.</exception>
    public static ModelTokenizer Load(string path) => new(TokenizerFile.Read(path), path);

    /// <summary>Whether a token is left out of decoded text.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>The id of a token that stands outside the merges, or null when there is none of that text.</summary>
    public int? FindAdded(string content) => _added.TryGetValue(content, out var id) ? id : null;

    /// <summary>The bytes of a token; none for an id that the vocabulary leaves out.</summary>
    public ReadOnlySpan<byte> BytesOf(int id) => (uint)id < (uint)_bytes.Length ? _bytes[id] : default;

    /// <summary>Encodes text that holds no markup: whatever looks like a special token stays text.</summary>
    public List<int> Encode(string text)
    {
        List<int> ids = new(text.Length / 3);
        Append(text, ids);
        return ids;
    }

    /// <summary>Encodes text of the model's own making, in which added tokens are recognised. Never for text from outside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="frame">Whether the tokens that the tokenizer puts around a text (for example a beginning-of-sequence) are added.</param>
    public List<int> EncodeMarked(string text, bool frame = false)
    {
        List<int> ids = new(text.Length / 3);
        if (frame)
            ids.AddRange(_file.Prefix.Select(Framing));
        var at = 0;
        if (_addedPattern is not null)
        {
            foreach (var match in _addedPattern.EnumerateMatches(text))
            {
                Append(text[at..match.Index], ids);
                ids.Add(_added[text.Substring(match.Index, match.Length)]);
                at = match.Index + match.Length;
            }
        }

        Append(text[at..], ids);
        if (frame)
            ids.AddRange(_file.Suffix.Select(Framing));
        return ids;
    }

    /// <summary>The text of some tokens. Bytes that are no UTF-8 become U+FFFD.</summary>
    public string Decode(IEnumerable<int> ids, bool keepSpecial = false)
    {
        List<byte> bytes = [];
        foreach (var id in ids)
        {
            if (keepSpecial || !IsSpecial(id))
                bytes.AddRange(BytesOf(id));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private int Framing(string token) =>
        FindAdded(token) ?? (_file.Vocabulary.TryGetValue(token, out var id)
            ? id
            : throw new LocalModelException($"The tokenizer's post-processor names the token \"{token}\", which its vocabulary lacks."));

    private void Append(string text, List<int> ids)
    {
        if (text.Length == 0)
            return;

        // Half a surrogate pair is no Unicode text; what reaches the model is what UTF-8 can say.
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        if (_file.ComposesUnicode)
            text = text.Normalize(NormalizationForm.FormC);
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
            if (_file.Vocabulary.TryGetValue(ByteLevel.Encode(Encoding.UTF8.GetBytes(piece)), out var whole))
                ids.Add(whole);
            else
                ids.AddRange(_bpe.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false));
        }
    }
}
