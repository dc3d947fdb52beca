using System.Text;

namespace FusionOfN.Local;

/// <summary>
/// Builds the tokens of a prompt. Markers come in by name; all other text, the user's above all, is encoded as plain text, so that nothing
/// written in a message can open or close a turn.
/// </summary>
internal sealed class PromptWriter
{
    private readonly ModelTokenizer _tokenizer;
    private readonly EncodingWatch _watch;
    private readonly List<int> _ids = [];
    private readonly StringBuilder _text = new();
    private AddedToken? _last;

    public PromptWriter(ModelTokenizer tokenizer, EncodingWatch watch) => (_tokenizer, _watch) = (tokenizer, watch);

    /// <summary>Adds text. Neighbouring texts are encoded as one.</summary>
    public PromptWriter Text(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a marker: a token when the model has one of that name, else its letters, as the model was trained.</summary>
    public PromptWriter Marker(string marker)
    {
        if (_tokenizer.FindMarker(marker) is not { } token)
            return Text(marker);

        Flush(token);
        _ids.Add(token.Id);
        _last = token;
        return this;
    }

    /// <summary>Adds what a template wrote: its own text with the markers in it, the words of messages as plain text.</summary>
    public void Write(TemplateText text)
    {
        foreach (var (stretch, isForeign) in text.Stretches())
        {
            if (isForeign)
                Text(stretch);
            else
                _tokenizer.AppendMarked(stretch, this);
        }
    }

    public List<int> ToTokens()
    {
        Flush(next: null);
        return _ids;
    }

    private void Flush(AddedToken? next)
    {
        var text = _text.ToString();
        _text.Clear();
        if (_last is { TakesSpaceAfter: true })
            text = text.TrimStart();
        if (next is { TakesSpaceBefore: true })
            text = text.TrimEnd();
        if (text.Length > 0)
            _ids.AddRange(_tokenizer.Encode(text, isStart: _ids.Count == 0, _watch));
        _watch.Check(_ids.Count);
    }
}
