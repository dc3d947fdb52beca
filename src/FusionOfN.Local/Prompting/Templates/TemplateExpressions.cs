namespace FusionOfN.Local;

/// <summary>An expression of a template, ready to be evaluated.</summary>
/// <param name="scope">What it sees.</param>
internal delegate object? TemplateExpression(TemplateScope scope);

/// <summary>Reads the expressions of one tag.</summary>
internal sealed class TemplateExpressions(IReadOnlyList<TemplateToken> tokens) : TemplateOperands(tokens)
{
    /// <summary>An expression, or several with commas, which are a list.</summary>
    public override TemplateExpression List()
    {
        var first = Expression();
        if (!Is(","))
            return first;

        List<TemplateExpression> items = [first];
        while (Take(",") && !IsAtEnd && !Is(")"))
            items.Add(Expression());
        return scope => Evaluate(items, scope);
    }

    public override TemplateExpression Expression() => Nested(Choice);

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

        if (!Is("not") || Following is not { Kind: TokenKind.Name, Text: "in" })
            return null;
        Taken();
        Taken();
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
            isNegative ^= Taken().Text == "-";
        var number = Operand();
        TemplateExpression value = !isNegative ? number : scope => TemplateOperators.Apply("-", 0L, number(scope));

        return Filtered(value);
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
                var call = Is("(") ? Arguments() : IsOperand() ? new TemplateArguments([Operand()], []) : TemplateArguments.None;
                value = scope => call.Apply(scope, (arguments, _) => test(target(scope), arguments) != negated);
            }
            else
            {
                return value;
            }
        }
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
}
