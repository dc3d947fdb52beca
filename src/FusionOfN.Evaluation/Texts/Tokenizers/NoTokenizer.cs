namespace FusionOfN.Evaluation;

/// <summary>The tokenizer <c>none</c>: words are what stands between whitespace.</summary>
internal sealed class NoTokenizer : BleuTokenizer
{
    public override string Name => "none";

    internal override ReadOnlySpan<char> Tokenize(ReadOnlySpan<char> line, TokenBuffer buffer) => line;
}
