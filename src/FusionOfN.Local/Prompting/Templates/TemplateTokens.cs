namespace FusionOfN.Local;

/// <summary>The parts of one tag, taken one after another.</summary>
internal abstract class TemplateTokens
{
    private const int MaxTokens = 2_000;

    private readonly IReadOnlyList<TemplateToken> _tokens;
    private int _at;

    protected TemplateTokens(IReadOnlyList<TemplateToken> tokens) =>
        _tokens = tokens.Count <= MaxTokens ? tokens : throw new TemplateException($"a tag has more than {MaxTokens:N0} parts");

    protected TemplateToken Next => _tokens[_at];

    /// <summary>What follows the next part; there is always one, except behind the end.</summary>
    protected TemplateToken Following => _tokens[_at + 1];

    public bool IsAtEnd => Next.Kind == TokenKind.End;

    public string Name() => Next.Kind == TokenKind.Name ? Taken().Text : throw Unexpected();

    public bool Take(string sign)
    {
        if (Next.Kind is not (TokenKind.Sign or TokenKind.Name) || Next.Text != sign)
            return false;
        _at++;
        return true;
    }

    public void Expect(string sign)
    {
        if (!Take(sign))
            throw Unexpected();
    }

    public void ExpectEnd()
    {
        if (!IsAtEnd)
            throw Unexpected();
    }

    /// <summary>The next part, taken.</summary>
    protected TemplateToken Taken() => _tokens[_at++];

    protected bool Is(string sign) => Next.Kind is TokenKind.Sign or TokenKind.Name && Next.Text == sign;

    protected List<T> Separated<T>(string close, Func<T> read)
    {
        List<T> items = [];
        while (!Take(close))
        {
            items.Add(read());
            if (!Is(close))
                Expect(",");
        }

        return items;
    }

    protected TemplateException Unexpected() => Unexpected(Next);

    protected static TemplateException Unexpected(TemplateToken token) =>
        new(token.Kind == TokenKind.End ? "a tag ends too early" : $"'{token.Text}' stands where it has no meaning");
}
