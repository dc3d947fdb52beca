using System.Text;

namespace FusionOfN.Local;

/// <summary>
/// A BPE tokenizer read from a <c>tokenizer.json</c>, byte-level or of SentencePiece's kind. Text is plain text: a special token written in it is
/// encoded letter by letter. Special tokens come in only by name, or through <see cref="EncodeMarked(string, bool)"/>; added tokens that are not special are
/// recognised in any text, unless the chat template writes them (<see cref="Reserve"/>).
/// </summary>
internal sealed class ModelTokenizer
{
    private readonly SubwordModel _model;
    private readonly TokenizerFile _file;
    private readonly HashSet<int> _special;
    private readonly AddedTokenFinder _anyAdded;
    private AddedTokenFinder _addedInText;
    private readonly byte[]?[] _bytes;

    private ModelTokenizer(TokenizerFile file)
    {
        _file = file;
        _model = SubwordModel.Create(file);
        _anyAdded = new AddedTokenFinder(file.Added);
        _addedInText = new AddedTokenFinder(file.Added.Where(IsPlain));
        _special = [.. file.Added.Where(token => token.Special).Select(token => token.Id)];
        VocabularySize = 1 + file.Vocabulary.Values.Concat(file.Added.Select(token => token.Id)).DefaultIfEmpty(-1).Max();
        _bytes = new byte[]?[VocabularySize];
        foreach (var token in file.Added)
            _bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
        foreach (var (token, id) in file.PlainVocabulary)
            _bytes[id] = _model.Bytes(token);
    }

    /// <summary>One more than the largest token id.</summary>
    public int VocabularySize { get; }

    /// <summary>Spaces that are left out at the beginning of decoded text.</summary>
    public int SpacesLeftOut => _file.SpacesLeftOut;

    /// <exception cref="LocalModelException">The file is missing, damaged, or uses something the engine does not understand.</exception>
    public static ModelTokenizer Load(string path) => new(TokenizerFile.Read(path));

    /// <summary>Whether a token is left out of decoded text.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>The id of a token that stands outside the merges, or null when there is none of that text.</summary>
    public int? FindAdded(string content) => FindMarker(content)?.Id;

    /// <summary>A token that stands outside the merges, or null when there is none of that text.</summary>
    public AddedToken? FindMarker(string content) => _anyAdded.FindAt(content, 0) is { } token && token.Content == content ? token : null;

    /// <summary>The text of the added token that a text begins with, or null when it begins with none.</summary>
    public string? MarkerAtStart(string text) => _anyAdded.FindAt(text, 0)?.Content;

    /// <summary>Keeps tokens out of plain text although they are not special: those that open and close turns.</summary>
    /// <param name="isMarker">Whether the chat template writes the token.</param>
    public void Reserve(Func<string, bool> isMarker) => _addedInText = new AddedTokenFinder(_file.Added.Where(token => IsPlain(token) && !isMarker(token.Content)));

    // Tokens of this form are markers in every family, whatever a file calls them.
    private static bool IsPlain(AddedToken token) =>
        !token.Special && !(token.Content.StartsWith("<|", StringComparison.Ordinal) && token.Content.EndsWith("|>", StringComparison.Ordinal));

    /// <summary>The bytes of a token; none for an id that the vocabulary leaves out.</summary>
    public ReadOnlySpan<byte> BytesOf(int id) => (uint)id < (uint)_bytes.Length ? _bytes[id] : default;

    /// <summary>Encodes text that holds no markup: whatever looks like a special token stays text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isStart">Whether it is the beginning of all that the model reads, which some tokenizers treat as if a space stood before it.</param>
    public List<int> Encode(string text, bool isStart = false) => Encode(text, isStart, EncodingWatch.None);

    /// <summary>The same, ended early by the watch.</summary>
    public List<int> Encode(string text, bool isStart, EncodingWatch watch)
    {
        List<int> ids = new(text.Length / 3);
        Append(text, isStart, ids, watch);
        return ids;
    }

    /// <summary>Encodes an answer as a model would write it: decoded alone, the tokens give the text.</summary>
    public List<int> EncodeAnswer(string text)
    {
        var ids = Encode(text);
        if (SpacesLeftOut == 0 || ids.Count == 0)
            return ids;

        // What leaves a space out when decoding was trained on answers that have one there; in mid-text, encoding may not put it.
        return BytesOf(ids[0]) is [(byte)' ', ..] && Decode(ids) == text ? ids : Encode(" " + text);
    }

    /// <summary>Encodes text of the model's own making, in which added tokens are recognised. Never for text from outside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="frame">Whether the tokens that the tokenizer puts around a text (for example a beginning-of-sequence) are added.</param>
    public List<int> EncodeMarked(string text, bool frame = false)
    {
        PromptWriter writer = new(this, EncodingWatch.None);
        AppendMarked(text, writer);
        var ids = writer.ToTokens();
        return frame ? [.. _file.Prefix.Select(Framing), .. ids, .. _file.Suffix.Select(Framing)] : ids;
    }

    /// <summary>Writes text of the model's own making, in which added tokens are recognised. Never for text from outside.</summary>
    public void AppendMarked(string text, PromptWriter writer)
    {
        var at = 0;
        while (_anyAdded.Find(text, at) is var (place, token))
        {
            writer.Text(text[at..place]).Marker(token.Content);
            at = place + token.Content.Length;
        }

        writer.Text(text[at..]);
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

        var left = bytes.TakeWhile(value => value == ' ').Take(SpacesLeftOut).Count();
        return Encoding.UTF8.GetString([.. bytes[left..]]);
    }

    private int Framing(string token) =>
        FindAdded(token) ?? (_file.Vocabulary.TryGetValue(token, out var id)
            ? id
            : throw new LocalModelException($"The tokenizer's post-processor names the token \"{token}\", which its vocabulary lacks."));

    private void Append(string text, bool isStart, List<int> ids, EncodingWatch watch)
    {
        // Half a surrogate pair is no Unicode text; what reaches the model is what UTF-8 can say.
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var at = 0;
        while (_addedInText.Find(text, at) is var (place, token))
        {
            var before = text[at..place];
            AppendPlain(token.TakesSpaceBefore ? before.TrimEnd() : before, isStart && at == 0, ids, watch);
            ids.Add(token.Id);
            at = place + token.Content.Length;
            while (token.TakesSpaceAfter && at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
        }

        AppendPlain(text[at..], isStart && at == 0, ids, watch);
    }

    private void AppendPlain(string text, bool isStart, List<int> ids, EncodingWatch watch)
    {
        watch.Check(ids.Count);
        if (text.Length == 0)
            return;
        foreach (var normalize in _file.Normalizers)
            text = normalize(text);
        if (text.Length > 0)
            _model.Append(text, isStart, ids, watch);
    }
}
