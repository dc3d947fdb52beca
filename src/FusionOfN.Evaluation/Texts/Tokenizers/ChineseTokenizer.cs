namespace FusionOfN.Evaluation;

/// <summary>The tokenizer <c>zh</c>: every Chinese character is a word, the rest as in 13a, but for the unescaping.</summary>
/// <remarks>
/// What counts as Chinese is what sacrebleu 2.6.0 takes for it: its table of ranges has U+2000 where U+20000 was meant, so that dashes, quotation marks and
/// arrows are set apart, and characters of CJK extension B are not.
/// </remarks>
internal sealed class ChineseTokenizer : BleuTokenizer
{
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x2001, 0x2A6D), (0x2E80, 0x2FDF), (0x2FF0, 0x303F), (0x3100, 0x312F), (0x31A0, 0x31EF), (0x3200, 0x4DB5), (0x4E00, 0x9FBB),
        (0xF900, 0xFA2D), (0xFA30, 0xFA6A), (0xFA70, 0xFAD9), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
    ];

    public override string Name => "zh";

    internal override ReadOnlySpan<char> Tokenize(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        line = PythonText.Trim(line);
        Span<char> output = buffer.Next(3 * line.Length);
        int length = 0;
        foreach (char value in line)
        {
            bool isChinese = IsChinese(value);
            if (isChinese)
                output[length++] = ' ';
            output[length++] = value;
            if (isChinese)
                output[length++] = ' ';
        }

        return PunctuationPasses.Run(buffer.Written(length), buffer);
    }

    private static bool IsChinese(char value)
    {
        if (value < Ranges[0].First)
            return false;
        foreach ((int first, int last) in Ranges)
        {
            if (value >= first && value <= last)
                return true;
        }

        return false;
    }
}
