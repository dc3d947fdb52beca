namespace FusionOfN.Training;

/// <summary>The letters by which byte-level vocabularies write bytes: printable Latin-1 as itself, the rest from U+0100 on, in order.</summary>
internal static class ByteLetters
{
    private static readonly char[] Letters = Create();

    public static char Of(byte value) => Letters[value];

    private static char[] Create()
    {
        var letters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            letters[value] = printable ? (char)value : (char)next++;
        }

        return letters;
    }
}
