namespace FusionOfN.Local;

/// <summary>A loop of a template.</summary>
/// <param name="names">What an item is called; several names take its parts.</param>
/// <param name="items">What it goes through.</param>
/// <param name="condition">Which items it takes; null: all.</param>
/// <param name="body">What it does with each.</param>
/// <param name="otherwise">What it does when there is none.</param>
internal sealed class TemplateLoop(List<string> names, TemplateExpression items, TemplateExpression? condition, TemplateStatement body, TemplateStatement? otherwise)
{
    public TemplateFlow Run(TemplateScope scope, TemplateText.Builder output)
    {
        List<object?> taken = [.. TemplateValues.Items(items(scope)).Where(item => condition is null || TemplateValues.IsTrue(condition(With(scope, item))))];
        for (var at = 0; at < taken.Count; at++)
        {
            scope.Step();
            var inner = With(scope, taken[at]);
            inner.Set("loop", State(taken, at));
            if (body(inner, output) == TemplateFlow.Break)
                break;
        }

        return taken.Count == 0 ? otherwise?.Invoke(scope, output) ?? TemplateFlow.Next : TemplateFlow.Next;
    }

    /// <summary>Gives a value its name, or its parts their names.</summary>
    public static void Assign(TemplateScope scope, IReadOnlyList<string> names, object? value)
    {
        if (names.Count == 1)
        {
            scope.Set(names[0], value);
            return;
        }

        if (value is not List<object?> parts || parts.Count != names.Count)
            throw new TemplateException($"it gives {names.Count} names to {TemplateValues.Describe(value)}");
        for (var at = 0; at < names.Count; at++)
            scope.Set(names[at], parts[at]);
    }

    private TemplateScope With(TemplateScope scope, object? item)
    {
        var inner = scope.Open();
        Assign(inner, names, item);
        return inner;
    }

    private static Dictionary<string, object?> State(List<object?> items, int at) => new(StringComparer.Ordinal)
    {
        ["index"] = at + 1L,
        ["index0"] = (long)at,
        ["revindex"] = (long)(items.Count - at),
        ["revindex0"] = items.Count - at - 1L,
        ["first"] = at == 0,
        ["last"] = at == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = at > 0 ? items[at - 1] : new TemplateUndefined("previtem"),
        ["nextitem"] = at + 1 < items.Count ? items[at + 1] : new TemplateUndefined("nextitem"),
    };
}
