namespace FusionOfN.Evaluation;

/// <summary>The tokenizer <c>char</c>: every code point is a word.</summary>
internal sealed class CharacterTokenizer : BleuTokenizer
{
    public override string Name => "char";

    internal override ReadOnlySpan<char> Tokenize(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        Span<char> output = buffer.Next(2 * line.Length);
        int length = 0;
        for (int i = 0; i < line.Length; i++)
        {
            output[length++] = line[i];
            bool isFirstHalf = char.IsHighSurrogate(line[i]) && i + 1 < line.Length && char.IsLowSurrogate(line[i + 1]);
            if (!isFirstHalf)
                output[length++] = ' ';
        }

        return buffer.Written(length);
    }
}
