using System.Text;

namespace FusionOfN.Local;

/// <summary>Turns tokens into text as they come. A character whose bytes are spread over several tokens appears only when it is complete.</summary>
internal sealed class TokenTextStream
{
    private readonly ModelTokenizer _tokenizer;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    public TokenTextStream(ModelTokenizer tokenizer) => _tokenizer = tokenizer;

    public string Push(int id) => _tokenizer.IsSpecial(id) ? "" : Decode(_tokenizer.BytesOf(id), flush: false);

    /// <summary>What is left when the tokens end: U+FFFD for an unfinished character.</summary>
    public string Finish() => Decode([], flush: true);

    private string Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> characters = bytes.Length + 4 <= 256 ? stackalloc char[bytes.Length + 4] : new char[bytes.Length + 4];
        var count = _decoder.GetChars(bytes, characters, flush);
        return count == 0 ? "" : new string(characters[..count]);
    }
}
