using System.Text;
using System.Text.Encodings.Web;

namespace FusionOfN.Synthesis;

/// <summary>
/// Escapes what JSON must have escaped and, beyond that, only the three characters at which readers of lines break off though JSON does not: U+0085, U+2028
/// and U+2029. Everything else is written as itself.
/// </summary>
internal sealed class DataSetEncoder : JavaScriptEncoder
{
    public static DataSetEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\' or 0x7F or 0x85 or 0x2028 or 0x2029;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            // Halves of characters go the long way, where a lone one is replaced.
            if (WillEncode(text[i]) || char.IsSurrogate(text[i]))
                return i;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        Span<char> output = new(buffer, bufferLength);
        numberOfCharactersWritten = 0;
        if (!WillEncode(unicodeScalar))
            return new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);

        var letter = unicodeScalar switch { '"' => '"', '\\' => '\\', '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', '\f' => 'f', _ => '\0' };
        if (letter != '\0')
        {
            if (bufferLength < 2)
                return false;
            output[0] = '\\';
            output[1] = letter;
            numberOfCharactersWritten = 2;
            return true;
        }

        return output.TryWrite($"\\u{unicodeScalar:x4}", out numberOfCharactersWritten);
    }
}
