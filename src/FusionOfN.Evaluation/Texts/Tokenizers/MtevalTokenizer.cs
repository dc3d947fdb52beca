namespace FusionOfN.Evaluation;

/// <summary>The tokenizer <c>13a</c>, that of mteval-v13a.pl.</summary>
internal sealed class MtevalTokenizer : BleuTokenizer
{
    public override string Name => "13a";

    internal override ReadOnlySpan<char> Tokenize(ReadOnlySpan<char> line, TokenBuffer buffer)
    {
        if (line.ContainsAny('\n', '&') || line.Contains("<skipped>", StringComparison.Ordinal))
            line = Unescape(line.ToString());

        // A space at both ends, so that a stop at the end has a neighbour.
        Span<char> padded = buffer.Next(line.Length + 2);
        padded[0] = ' ';
        line.CopyTo(padded[1..]);
        padded[line.Length + 1] = ' ';
        return PunctuationPasses.Run(buffer.Written(line.Length + 2), buffer);
    }

    private static string Unescape(string line) => line
        .Replace("<skipped>", "", StringComparison.Ordinal)
        .Replace("-\n", "", StringComparison.Ordinal)
        .Replace('\n', ' ')
        .Replace("&quot;", "\"", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal)
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal);
}
