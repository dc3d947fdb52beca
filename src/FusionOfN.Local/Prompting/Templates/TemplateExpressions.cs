namespace FusionOfN.Local;

/// <summary>An expression of a template, ready to be evaluated.</summary>
/// <param name="scope">What it sees.</param>
internal delegate object? TemplateExpression(TemplateScope scope);

/// <summary>Reads the expressions of one tag.</summary>
internal sealed class TemplateExpressions
{
    // What is read is nested as deeply as the text is, and what is run as long as a chain of signs is: a hostile file must not use up the stack.
    private const int MaxDepth = 50;
    private const int MaxTokens = 2_000;

    private readonly IReadOnlyList<TemplateToken> _tokens;
    private int _at;
    private int _depth;

    public TemplateExpressions(IReadOnlyList<TemplateToken> tokens) =>
        _tokens = tokens.Count <= MaxTokens ? tokens : throw new TemplateException($"a tag has more than {MaxTokens:N0} parts");

    private TemplateToken Next => _tokens[_at];

    public bool IsAtEnd => Next.Kind == TokenKind.End;

    public string Name() => Next.Kind == TokenKind.Name ? _tokens[_at++].Text : throw Unexpected();

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

    /// <summary>An expression, or several with commas, which are a list.</summary>
    public TemplateExpression List()
    {
        var first = Expression();
        if (!Is(","))
            return first;

        List<TemplateExpression> items = [first];
        while (Take(",") && !IsAtEnd && !Is(")"))
            items.Add(Expression());
        return scope => Evaluate(items, scope);
    }

    public TemplateExpression Expression()
    {
        if (++_depth > MaxDepth)
            throw new TemplateException("its expressions are nested too deeply");
        var value = Choice();
        _depth--;
        return value;
    }

    private TemplateExpression Choice()
    {
        var value = Or();
        while (Take("if"))
        {
            var (then, condition) = (value, Or());
            var otherwise = Take("else") ? Expression() : _ => new TemplateUndefined("else");
            value = scope => TemplateValues.IsTrue(condition(scope)) ? then(scope) : otherwise(scope);
        }

        return value;
    }

    public TemplateExpression Or()
    {
        var left = And();
        while (Take("or"))
        {
            var (first, second) = (left, And());
            left = scope => first(scope) is var value && TemplateValues.IsTrue(value) ? value : second(scope);
        }

        return left;
    }

    private TemplateExpression And()
    {
        var left = Not();
        while (Take("and"))
        {
            var (first, second) = (left, Not());
            left = scope => first(scope) is var value && !TemplateValues.IsTrue(value) ? value : second(scope);
        }

        return left;
    }

    private TemplateExpression Not()
    {
        var isNegated = false;
        while (Take("not"))
            isNegated = !isNegated;
        var value = Comparison();
        return !isNegated ? value : scope => !TemplateValues.IsTrue(value(scope));
    }

    private TemplateExpression Comparison()
    {
        var first = Sum();
        List<(string Sign, TemplateExpression Right)> chain = [];
        while (ComparisonSign() is { } sign)
            chain.Add((sign, Sum()));
        return chain.Count == 0 ? first : scope =>
        {
            var left = first(scope);
            foreach (var (sign, next) in chain)
            {
                var right = next(scope);
                scope.Count(left);
                scope.Count(right);
                if (!TemplateOperators.Compare(sign, left, right))
                    return false;
                left = right;
            }

            return true;
        };
    }

    private string? ComparisonSign()
    {
        foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">", "in"])
        {
            if (Take(sign))
                return sign;
        }

        if (!Is("not") || _tokens[_at + 1] is not { Kind: TokenKind.Name, Text: "in" })
            return null;
        _at += 2;
        return "not in";
    }

    private TemplateExpression Sum() => Chain(Joined, "+", "-");

    private TemplateExpression Joined() => Chain(Product, "~");

    private TemplateExpression Product() => Chain(Power, "*", "//", "/", "%");

    private TemplateExpression Power() => Chain(Signed, "**");

    private TemplateExpression Chain(Func<TemplateExpression> operand, params string[] signs)
    {
        var left = operand();
        while (signs.FirstOrDefault(Take) is { } sign)
        {
            var (first, second) = (left, operand());
            left = scope =>
            {
                var (one, other) = (first(scope), second(scope));
                scope.Count(one);
                scope.Count(other);
                return scope.Counted(TemplateOperators.Apply(sign, one, other));
            };
        }

        return left;
    }

    private TemplateExpression Signed()
    {
        var isNegative = false;
        while (Next.Text is "-" or "+" && Next.Kind == TokenKind.Sign)
            isNegative ^= _tokens[_at++].Text == "-";
        var number = Postfix(Primary());
        TemplateExpression value = !isNegative ? number : scope => TemplateOperators.Apply("-", 0L, number(scope));

        return Filtered(value);
    }

    private TemplateExpression Primary()
    {
        if (++_depth > MaxDepth)
            throw new TemplateException("its expressions are nested too deeply");
        var value = Value();
        _depth--;
        return value;
    }

    private TemplateExpression Value()
    {
        var token = Next;
        _at++;
        switch (token)
        {
            case { Kind: TokenKind.Number, Value: var number }:
                return _ => number;
            case { Kind: TokenKind.Text }:
                // Neighbouring literals are one.
                var literal = token.Text;
                while (Next.Kind == TokenKind.Text)
                    literal += _tokens[_at++].Text;
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
                _at--;
                throw Unexpected();
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
                var name = Next.Kind == TokenKind.Number ? _tokens[_at++].Text : Name();
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

    private TemplateExpression Filtered(TemplateExpression value)
    {
        while (true)
        {
            var target = value;
            if (Take("|"))
            {
                var filter = TemplateFilters.Find(Name());
                var call = Is("(") ? Arguments() : TemplateArguments.None;
                value = scope => call.Apply(scope, (arguments, named) => Filter(scope, filter, [target(scope), .. arguments], named));
            }
            else if (Take("is"))
            {
                var negated = Take("not");
                var test = TemplateTests.Find(Name());
                var call = Is("(") ? Arguments() : IsOperand() ? new TemplateArguments([Postfix(Primary())], []) : TemplateArguments.None;
                value = scope => call.Apply(scope, (arguments, _) => test(target(scope), arguments) != negated);
            }
            else
            {
                return value;
            }
        }
    }

    private static object? Method(TemplateScope scope, object? target, string name, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named)
    {
        scope.Count(target);
        scope.Count(arguments);
        return scope.Counted(TemplateMethods.Call(scope, target, name, arguments, named));
    }

    private static object? Filter(TemplateScope scope, TemplateFunction filter, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named)
    {
        scope.Count(arguments);
        return scope.Counted(filter(scope, arguments, named));
    }

    private bool IsOperand() => Next.Kind switch
    {
        TokenKind.Text or TokenKind.Number => true,
        TokenKind.Sign => Next.Text is "[" or "{",
        TokenKind.Name => Next.Text is not ("and" or "or" or "not" or "if" or "else" or "is" or "in" or "recursive"),
        _ => false,
    };

    private TemplateArguments Arguments()
    {
        Expect("(");
        List<TemplateExpression> placed = [];
        List<(string Name, TemplateExpression Value)> named = [];
        while (!Take(")"))
        {
            if (Next.Kind == TokenKind.Name && _tokens[_at + 1] is { Kind: TokenKind.Sign, Text: "=" })
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

    private List<T> Separated<T>(string close, Func<T> read)
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

    private bool Is(string sign) => Next.Kind is TokenKind.Sign or TokenKind.Name && Next.Text == sign;

    private static List<object?> Evaluate(List<TemplateExpression> items, TemplateScope scope) => [.. items.Select(item => item(scope))];

    private TemplateException Unexpected() => new(IsAtEnd ? "a tag ends too early" : $"'{Next.Text}' stands where it has no meaning");
}
