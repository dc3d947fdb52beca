using System.Buffers;

namespace FusionOfN.Evaluation;

/// <summary>The four passes that set punctuation of European languages apart, which the tokenizers 13a and zh share.</summary>
/// <remarks>Source: mteval-v13a.pl of the NIST evaluations, as sacrebleu 2.6.0 reads it. Each pass goes from left to right and does not look at what it wrote.</remarks>
internal static class PunctuationPasses
{
    // ASCII punctuation but for the apostrophe, the comma, the hyphen and the full stop, which depend on their neighbours.
    private static readonly SearchValues<char> Marks = SearchValues.Create("{|}~[\\]^_`!\"#$%&()*+:;<=>?@/");
    private static readonly SearchValues<char> Stops = SearchValues.Create(".,");

    public static ReadOnlySpan<char> Run(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        line = SetMarksApart(line, buffer);
        line = SplitBeforeStops(line, buffer);
        line = SplitAfterStops(line, buffer);
        return SplitHyphens(line, buffer);
    }

    private static ReadOnlySpan<char> SetMarksApart(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        Writer writer = new(buffer.Next(3 * line.Length));
        int from = 0;
        while (line[from..].IndexOfAny(Marks) is >= 0 and var ahead)
        {
            writer.Write(line.Slice(from, ahead));
            writer.Write(' ');
            writer.Write(line[from + ahead]);
            writer.Write(' ');
            from += ahead + 1;
        }

        writer.Write(line[from..]);
        return buffer.Written(writer.Length);
    }

    // A stop behind anything but a digit, each character used once.
    private static ReadOnlySpan<char> SplitBeforeStops(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        Writer writer = new(buffer.Next((2 * line.Length) + 2));
        int from = 0;
        for (int at = 1; at < line.Length && line[at..].IndexOfAny(Stops) is >= 0 and var ahead;)
        {
            at += ahead;
            if (char.IsAsciiDigit(line[at - 1]))
            {
                at++;
                continue;
            }

            writer.Write(line[from..at]);
            writer.Write(' ');
            writer.Write(line[at]);
            writer.Write(' ');
            from = at + 1;
            at += 2;
        }

        writer.Write(line[from..]);
        return buffer.Written(writer.Length);
    }

    // A stop before anything but a digit.
    private static ReadOnlySpan<char> SplitAfterStops(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        Writer writer = new(buffer.Next((2 * line.Length) + 2));
        int from = 0;
        for (int at = 0; at + 1 < line.Length && line[at..^1].IndexOfAny(Stops) is >= 0 and var ahead;)
        {
            at += ahead;
            if (char.IsAsciiDigit(line[at + 1]))
            {
                at++;
                continue;
            }

            writer.Write(line[from..at]);
            writer.Write(' ');
            writer.Write(line[at]);
            writer.Write(' ');
            writer.Write(line[at + 1]);
            at += 2;
            from = at;
        }

        writer.Write(line[from..]);
        return buffer.Written(writer.Length);
    }

    // A hyphen behind a digit.
    private static ReadOnlySpan<char> SplitHyphens(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        Writer writer = new(buffer.Next((2 * line.Length) + 2));
        int from = 0;
        for (int at = 1; at < line.Length && line[at..].IndexOf('-') is >= 0 and var ahead;)
        {
            at += ahead;
            if (char.IsAsciiDigit(line[at - 1]))
            {
                writer.Write(line[from..at]);
                writer.Write(' ');
                writer.Write('-');
                writer.Write(' ');
                from = at + 1;
            }

            at++;
        }

        writer.Write(line[from..]);
        return buffer.Written(writer.Length);
    }

    private ref struct Writer(Span<char> output)
    {
        private readonly Span<char> _output = output;

        public int Length { get; private set; }

        public void Write(char value) => _output[Length++] = value;

        public void Write(ReadOnlySpan<char> text)
        {
            text.CopyTo(_output[Length..]);
            Length += text.Length;
        }
    }
}
