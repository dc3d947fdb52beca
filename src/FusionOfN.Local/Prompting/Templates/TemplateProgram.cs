namespace FusionOfN.Local;

/// <summary>What a statement says of the loop around it.</summary>
internal enum TemplateFlow
{
    Next,
    Continue,
    Break,
}

/// <summary>A statement of a template, ready to run.</summary>
/// <param name="scope">What it sees and sets.</param>
/// <param name="output">Where it writes.</param>
internal delegate TemplateFlow TemplateStatement(TemplateScope scope, TemplateText.Builder output);

/// <summary>Reads a template into a program. What it does not understand is an error that names it; nothing is skipped.</summary>
internal sealed class TemplateProgram
{
    private const int MaxDepth = 64;

    private readonly List<TemplatePart> _parts;
    private int _at;
    private int _depth;

    private TemplateProgram(List<TemplatePart> parts) => _parts = parts;

    /// <exception cref="TemplateException">Something in it is not understood.</exception>
    public static TemplateStatement Read(string source)
    {
        TemplateProgram program = new(TemplateLexer.Read(source));
        var whole = program.Block();
        return program._at == program._parts.Count ? whole : throw new TemplateException($"'{program._parts[program._at].Tokens[0].Text}' stands where nothing was opened");
    }

    /// <summary>The statements up to one of the tags, which is not taken.</summary>
    private TemplateStatement Block(params string[] ends)
    {
        if (++_depth > MaxDepth)
            throw new TemplateException("its statements are nested too deeply");
        List<TemplateStatement> statements = [];
        while (_at < _parts.Count)
        {
            var part = _parts[_at];
            if (part.IsStatement && (ends.Contains(part.Tokens[0].Text) || part.Tokens[0].Text.StartsWith("end", StringComparison.Ordinal) || part.Tokens[0].Text is "else" or "elif"))
                break;
            _at++;
            if (Statement(part) is { } statement)
                statements.Add(statement);
        }

        _depth--;
        return (scope, output) =>
        {
            foreach (var statement in statements)
            {
                scope.Step();
                if (statement(scope, output) is var flow && flow != TemplateFlow.Next)
                    return flow;
            }

            return TemplateFlow.Next;
        };
    }

    private TemplateStatement? Statement(TemplatePart part)
    {
        if (part.Text is { } literal)
        {
            var text = TemplateText.Own(literal);
            return Write(_ => text);
        }

        TemplateExpressions tag = new(part.Tokens);
        if (!part.IsStatement)
        {
            var value = tag.List();
            tag.ExpectEnd();
            return Write(value);
        }

        return tag.Name() switch
        {
            "if" => If(tag),
            "for" => For(tag),
            "set" => Set(tag),
            "macro" => Macro(tag),
            "break" => (_, _) => TemplateFlow.Break,
            "continue" => (_, _) => TemplateFlow.Continue,

            // It marks what a model is trained on, and writes nothing.
            "generation" => Enclosed("endgeneration"),
            var name => throw new TemplateException($"it uses the statement '{name}', which the local engine does not understand"),
        };
    }

    private static TemplateStatement Write(TemplateExpression value) => (scope, output) =>
    {
        output.Append(TemplateValues.ToText(value(scope)));
        return TemplateFlow.Next;
    };

    private TemplateStatement If(TemplateExpressions tag)
    {
        List<(TemplateExpression Condition, TemplateStatement Then)> branches = [];
        TemplateStatement? otherwise = null;
        while (true)
        {
            var condition = tag.Expression();
            tag.ExpectEnd();
            branches.Add((condition, Block()));
            var (next, following) = Tag();
            if (next == "elif")
            {
                tag = following;
                continue;
            }

            if (next == "else")
            {
                otherwise = Block();
                next = Tag().Name;
            }

            Require(next, "endif");
            break;
        }

        return (scope, output) =>
        {
            foreach (var (condition, then) in branches)
            {
                if (TemplateValues.IsTrue(condition(scope)))
                    return then(scope, output);
            }

            return otherwise?.Invoke(scope, output) ?? TemplateFlow.Next;
        };
    }

    private TemplateStatement For(TemplateExpressions tag)
    {
        List<string> names = [tag.Name()];
        while (tag.Take(","))
            names.Add(tag.Name());
        tag.Expect("in");
        var items = tag.Or();
        var condition = tag.Take("if") ? tag.Expression() : null;
        tag.ExpectEnd();
        var body = Block();
        TemplateStatement? otherwise = null;
        var next = Tag().Name;
        if (next == "else")
        {
            otherwise = Block();
            next = Tag().Name;
        }

        Require(next, "endfor");
        return new TemplateLoop(names, items, condition, body, otherwise).Run;
    }

    private TemplateStatement? Set(TemplateExpressions tag)
    {
        List<string> names = [tag.Name()];
        var field = tag.Take(".") ? tag.Name() : null;
        while (tag.Take(","))
            names.Add(tag.Name());
        if (tag.IsAtEnd)
        {
            var body = Enclosed("endset");
            return (scope, output) =>
            {
                TemplateText.Builder inner = new(MaxInner);
                body(scope, inner);
                scope.Set(names[0], scope.Counted(inner.ToText()));
                return TemplateFlow.Next;
            };
        }

        tag.Expect("=");
        var value = tag.List();
        tag.ExpectEnd();
        return (scope, _) =>
        {
            if (field is null)
                TemplateLoop.Assign(scope, names, value(scope));
            else if (scope.Get(names[0]) is Dictionary<string, object?> space)
                space[field] = value(scope);
            else
                throw new TemplateException($"it sets '{field}' of '{names[0]}', which is no namespace");
            return TemplateFlow.Next;
        };
    }

    private TemplateStatement Macro(TemplateExpressions tag)
    {
        var name = tag.Name();
        List<(string Name, TemplateExpression? Missing)> parameters = [];
        tag.Expect("(");
        while (!tag.Take(")"))
        {
            parameters.Add((tag.Name(), tag.Take("=") ? tag.Expression() : null));
            if (!tag.Take(","))
            {
                tag.Expect(")");
                break;
            }
        }

        tag.ExpectEnd();
        var body = Enclosed("endmacro");
        return (scope, _) =>
        {
            TemplateFunction function = (_, arguments, named) =>
            {
                scope.Enter();
                var inner = scope.Open();
                for (var at = 0; at < parameters.Count; at++)
                {
                    var (parameter, missing) = parameters[at];
                    inner.Set(parameter, at < arguments.Count ? arguments[at] : named.TryGetValue(parameter, out var value) ? value : missing?.Invoke(inner) ?? new TemplateUndefined(parameter));
                }

                TemplateText.Builder output = new(MaxInner);
                body(inner, output);
                scope.Leave();
                return scope.Counted(output.ToText());
            };
            scope.Set(name, function);
            return TemplateFlow.Next;
        };
    }

    // A run's own limit is checked where its output comes together.
    private const int MaxInner = 64 * 1024 * 1024;

    private TemplateStatement Enclosed(string end)
    {
        var body = Block(end);
        Require(Tag().Name, end);
        return body;
    }

    private (string Name, TemplateExpressions Following) Tag()
    {
        if (_at >= _parts.Count)
            return ("the end", new TemplateExpressions([new TemplateToken(TokenKind.End, "")]));
        TemplateExpressions tag = new(_parts[_at++].Tokens);
        return (tag.Name(), tag);
    }

    private static void Require(string found, string wanted)
    {
        if (found != wanted)
            throw new TemplateException($"'{wanted}' is missing; '{found}' stands there");
    }
}
