namespace FusionOfN.Local;

/// <summary>What the signs of an expression do.</summary>
internal static class TemplateOperators
{
    private const int MaxRepeated = 100_000;

    public static bool Compare(string sign, object? left, object? right) => sign switch
    {
        "==" => TemplateValues.Equals(left, right),
        "!=" => !TemplateValues.Equals(left, right),
        "<" => TemplateValues.Compare(left, right) < 0,
        "<=" => TemplateValues.Compare(left, right) <= 0,
        ">" => TemplateValues.Compare(left, right) > 0,
        ">=" => TemplateValues.Compare(left, right) >= 0,
        "in" => TemplateValues.Contains(right, left),
        _ => !TemplateValues.Contains(right, left),
    };

    public static object? Apply(string sign, object? left, object? right) => (sign, left, right) switch
    {
        ("~", _, _) => TemplateValues.ToText(left) + TemplateValues.ToText(right),
        ("+", TemplateText a, TemplateText b) => a + b,
        ("+", List<object?> a, List<object?> b) => new List<object?>([.. a, .. b]),
        ("*", TemplateText text, long count) => TemplateText.Join(TemplateText.Empty, Enumerable.Repeat(text, Repeated(count))),
        ("+" or "-" or "*" or "//" or "%", long or bool, long or bool) => Whole(sign, (long)TemplateValues.Number(left), (long)TemplateValues.Number(right)),
        ("+" or "-" or "*" or "/" or "//" or "%" or "**", long or bool or double, long or bool or double) => Real(sign, TemplateValues.Number(left), TemplateValues.Number(right)),
        _ => throw new TemplateException($"it puts {TemplateValues.Describe(left)} and {TemplateValues.Describe(right)} together with '{sign}'"),
    };

    /// <summary>What follows a point.</summary>
    public static object? Field(object? target, string name) => target switch
    {
        Dictionary<string, object?> dictionary => dictionary.TryGetValue(name, out var value) ? value : new TemplateUndefined(name),
        TemplateUndefined or null => throw new TemplateException($"it asks for '{name}' of {TemplateValues.Describe(target)}"),
        List<object?> items when int.TryParse(name, out var at) => Item(items, (long)at),
        _ => new TemplateUndefined(name),
    };

    /// <summary>What stands in brackets.</summary>
    public static object? Item(object? target, object? key) => (target, key) switch
    {
        (Dictionary<string, object?> dictionary, TemplateText name) => dictionary.TryGetValue(name.Value, out var value) ? value : new TemplateUndefined(name.Value),
        (List<object?> items, long at) => Place(at, items.Count) is { } place ? items[place] : new TemplateUndefined($"[{at}]"),
        (TemplateText text, long at) => Place(at, text.Length) is { } place ? text.Slice(place, 1) : new TemplateUndefined($"[{at}]"),
        (TemplateUndefined or null, _) => throw new TemplateException($"it asks for a part of {TemplateValues.Describe(target)}"),
        _ => new TemplateUndefined($"[{TemplateValues.Describe(key)}]"),
    };

    public static object? Slice(object? target, object? from, object? to, object? step)
    {
        var count = target switch { List<object?> items => items.Count, TemplateText text => text.Length, _ => throw new TemplateException($"it takes a stretch of {TemplateValues.Describe(target)}") };
        var by = step is null ? 1 : TemplateValues.Whole(step);
        if (by == 0)
            throw new TemplateException("it takes a stretch in steps of 0");

        var first = Bound(from, count, by > 0 ? 0 : count - 1, by);
        var last = Bound(to, count, by > 0 ? count : -1, by);
        if (by == 1 && target is TemplateText whole)
            return whole.Slice(first, Math.Max(0, last - first));

        List<int> places = [];
        for (var at = first; by > 0 ? at < last : at > last; at += by)
            places.Add(at);
        return target is List<object?> list
            ? places.Select(at => list[at]).ToList()
            : TemplateText.Join(TemplateText.Empty, places.Select(at => ((TemplateText)target!).Slice(at, 1)));
    }

    private static int Bound(object? value, int count, int missing, int step)
    {
        if (value is null)
            return missing;
        var at = TemplateValues.Whole(value);
        at = at < 0 ? at + count : at;
        return step > 0 ? Math.Clamp(at, 0, count) : Math.Clamp(at, -1, count - 1);
    }

    private static int? Place(long at, int count) => at >= -count && at < count ? (int)(at < 0 ? at + count : at) : null;

    private static int Repeated(long count) =>
        count <= MaxRepeated ? (int)Math.Max(0, count) : throw new TemplateException($"it repeats a text {count:N0} times");

    private static long Whole(string sign, long left, long right) => (sign, right) switch
    {
        ("//" or "%", 0) => throw new TemplateException("it divides by zero"),
        ("+", _) => unchecked(left + right),
        ("-", _) => unchecked(left - right),
        ("*", _) => unchecked(left * right),
        ("//", _) => (long)Math.Floor((double)left / right),
        _ => left - (right * (long)Math.Floor((double)left / right)),
    };

    private static object Real(string sign, double left, double right) => (sign, right) switch
    {
        ("/" or "//" or "%", 0) => throw new TemplateException("it divides by zero"),
        ("+", _) => left + right,
        ("-", _) => left - right,
        ("*", _) => left * right,
        ("/", _) => left / right,
        ("//", _) => Math.Floor(left / right),
        ("**", _) => Math.Pow(left, right) is var power && power == Math.Floor(power) && Math.Abs(power) < 1e15 ? (object)(long)power : power,
        _ => left - (right * Math.Floor(left / right)),
    };
}
