using System.Text;

namespace FusionOfN.Local;

/// <summary>Turns tokens into text as they come. A character whose bytes are spread over several tokens appears only when it is complete.</summary>
internal sealed class TokenTextStream
{
    private readonly ModelTokenizer _tokenizer;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private int _spacesLeftOut;

    public TokenTextStream(ModelTokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        _spacesLeftOut = tokenizer.SpacesLeftOut;
    }

    public string Push(int id) => _tokenizer.IsSpecial(id) ? "" : Decode(_tokenizer.BytesOf(id), flush: false);

    /// <summary>What is left when the tokens end: U+FFFD for an unfinished character.</summary>
    public string Finish() => Decode([], flush: true);

    private string Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> characters = bytes.Length + 4 <= 256 ? stackalloc char[bytes.Length + 4] : new char[bytes.Length + 4];
        var count = _decoder.GetChars(bytes, characters, flush);
        var start = 0;
        while (start < count && _spacesLeftOut > 0)
        {
            // The spaces that encoding put before the text come first or not at all.
            _spacesLeftOut = characters[start] == ' ' ? _spacesLeftOut - 1 : 0;
            if (characters[start] != ' ')
                break;
            start++;
        }

        return count == start ? "" : new string(characters[start..count]);
    }
}
