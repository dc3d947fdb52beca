namespace FusionOfN.Local;

/// <summary>The byte alphabet of GPT-2 (Radford et al., 2019): each of the 256 bytes is written as one printable character.</summary>
internal static class ByteLevel
{
    private static readonly char[] CharacterOfByte = MakeAlphabet();
    private static readonly Dictionary<char, byte> ByteOfCharacter =
        CharacterOfByte.Select((character, value) => (character, value)).ToDictionary(pair => pair.character, pair => (byte)pair.value);

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            characters[i] = CharacterOfByte[bytes[i]];
        return new string(characters);
    }

    /// <summary>The bytes a token stands for, or null when it holds a character outside the alphabet.</summary>
    public static byte[]? TryDecode(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (!ByteOfCharacter.TryGetValue(token[i], out bytes[i]))
                return null;
        }

        return bytes;
    }

    private static char[] MakeAlphabet()
    {
        var alphabet = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            alphabet[value] = (char)(printable ? value : next++);
        }

        return alphabet;
    }
}
