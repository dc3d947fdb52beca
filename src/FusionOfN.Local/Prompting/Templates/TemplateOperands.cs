namespace FusionOfN.Local;

/// <summary>Reads what stands between the signs of an expression: literals, names, and what is called, indexed or taken of them.</summary>
internal abstract class TemplateOperands(IReadOnlyList<TemplateToken> tokens) : TemplateTokens(tokens)
{
    // What is read is nested as deeply as the text is, and what is run as long as a chain of signs is: a hostile file must not use up the stack.
    private const int MaxDepth = 50;

    private int _depth;

    public abstract TemplateExpression Expression();

    public abstract TemplateExpression List();

    /// <summary>Reads one level deeper.</summary>
    protected TemplateExpression Nested(Func<TemplateExpression> read)
    {
        if (++_depth > MaxDepth)
            throw new TemplateException("its expressions are nested too deeply");
        var value = read();
        _depth--;
        return value;
    }

    protected TemplateExpression Operand() => Postfix(Nested(Value));

    private TemplateExpression Value()
    {
        var token = Taken();
        switch (token)
        {
            case { Kind: TokenKind.Number, Value: var number }:
                return _ => number;
            case { Kind: TokenKind.Text }:
                // Neighbouring literals are one.
                var literal = token.Text;
                while (Next.Kind == TokenKind.Text)
                    literal += Taken().Text;
                var text = TemplateText.Own(literal);
                return _ => text;
            case { Kind: TokenKind.Name, Text: "true" or "True" }:
                return _ => true;
            case { Kind: TokenKind.Name, Text: "false" or "False" }:
                return _ => false;
            case { Kind: TokenKind.Name, Text: "none" or "None" }:
                return _ => null;
            case { Kind: TokenKind.Name, Text: var name }:
                return scope => scope.Get(name);
            case { Kind: TokenKind.Sign, Text: "(" }:
                if (Take(")"))
                    return _ => new List<object?>();
                var inner = List();
                Expect(")");
                return inner;
            case { Kind: TokenKind.Sign, Text: "[" }:
                var items = Separated("]", Expression);
                return scope => Evaluate(items, scope);
            case { Kind: TokenKind.Sign, Text: "{" }:
                var pairs = Separated("}", Pair);
                return scope =>
                {
                    Dictionary<string, object?> dictionary = new(StringComparer.Ordinal);
                    foreach (var (key, value) in pairs)
                        dictionary[TemplateValues.ToText(key(scope)).Value] = value(scope);
                    return dictionary;
                };
            default:
                throw Unexpected(token);
        }
    }

    private (TemplateExpression Key, TemplateExpression Value) Pair()
    {
        var key = Expression();
        Expect(":");
        return (key, Expression());
    }

    private TemplateExpression Postfix(TemplateExpression value)
    {
        while (true)
        {
            var target = value;
            if (Take("."))
            {
                var name = Next.Kind == TokenKind.Number ? Taken().Text : Name();
                if (Is("("))
                {
                    var call = Arguments();
                    value = scope => call.Apply(scope, (arguments, named) => Method(scope, target(scope), name, arguments, named));
                }
                else
                {
                    value = scope => TemplateOperators.Field(target(scope), name);
                }
            }
            else if (Take("["))
            {
                value = Subscript(target);
            }
            else if (Is("("))
            {
                var call = Arguments();
                value = scope => target(scope) is var called && called is TemplateFunction function
                    ? call.Apply(scope, (arguments, named) => function(scope, arguments, named))
                    : throw new TemplateException($"it calls {TemplateValues.Describe(called)}");
            }
            else
            {
                return value;
            }
        }
    }

    private TemplateExpression Subscript(TemplateExpression target)
    {
        TemplateExpression?[] bounds = [null, null, null];
        var at = 0;
        while (!Is("]"))
        {
            if (!Is(":"))
                bounds[at] = Expression();
            if (!Take(":"))
                break;
            if (++at > 2)
                throw Unexpected();
        }

        Expect("]");
        return at == 0
            ? bounds[0] is { } key ? scope => TemplateOperators.Item(target(scope), key(scope)) : throw Unexpected()
            : scope => scope.Counted(TemplateOperators.Slice(target(scope), bounds[0]?.Invoke(scope), bounds[1]?.Invoke(scope), bounds[2]?.Invoke(scope)));
    }

    private static object? Method(TemplateScope scope, object? target, string name, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named)
    {
        scope.Count(target);
        scope.Count(arguments);
        return scope.Counted(TemplateMethods.Call(scope, target, name, arguments, named));
    }

    protected TemplateArguments Arguments()
    {
        Expect("(");
        List<TemplateExpression> placed = [];
        List<(string Name, TemplateExpression Value)> named = [];
        while (!Take(")"))
        {
            if (Next.Kind == TokenKind.Name && Following is { Kind: TokenKind.Sign, Text: "=" })
            {
                var name = Name();
                Expect("=");
                named.Add((name, Expression()));
            }
            else
            {
                placed.Add(Expression());
            }

            if (!Is(")"))
                Expect(",");
        }

        return new TemplateArguments(placed, named);
    }

    protected static List<object?> Evaluate(List<TemplateExpression> items, TemplateScope scope) => [.. items.Select(item => item(scope))];
}
