using System.Globalization;

namespace FusionOfN.Local;

/// <summary>The filters that chat templates use, by name.</summary>
internal static class TemplateFilters
{
    private static readonly Dictionary<string, TemplateFunction> All = new(StringComparer.Ordinal)
    {
        ["trim"] = (_, args, _) => Text(args).Trim(char.IsWhiteSpace),
        ["length"] = (_, args, _) => Count(args[0]),
        ["count"] = (_, args, _) => Count(args[0]),
        ["first"] = (_, args, _) => TemplateValues.Items(args[0]).FirstOrDefault(new TemplateUndefined("first")),
        ["last"] = (_, args, _) => TemplateValues.Items(args[0]).LastOrDefault(new TemplateUndefined("last")),
        ["list"] = (_, args, _) => TemplateValues.Items(args[0]).ToList(),
        ["reverse"] = (_, args, _) => TemplateValues.Items(args[0]).Reverse().ToList(),
        ["items"] = (_, args, _) => args[0] is Dictionary<string, object?> dictionary ? TemplateMethods.Pairs(dictionary) : throw Wrong("items", args[0]),
        ["dictsort"] = (_, args, _) => args[0] is Dictionary<string, object?> dictionary
            ? TemplateMethods.Pairs(new Dictionary<string, object?>(dictionary.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)))
            : throw Wrong("dictsort", args[0]),
        ["join"] = (_, args, named) => TemplateText.Join(args.Count > 1 ? TemplateValues.ToText(args[1]) : TemplateText.Empty, TemplateValues.Items(args[0])
            .Select(item => TemplateValues.ToText(named.TryGetValue("attribute", out var field) ? TemplateOperators.Item(item, field) : item))),
        ["upper"] = (_, args, _) => Text(args).With(Text(args).Value.ToUpperInvariant()),
        ["lower"] = (_, args, _) => Text(args).With(Text(args).Value.ToLowerInvariant()),
        ["title"] = (_, args, _) => Text(args).With(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Text(args).Value.ToLowerInvariant())),
        ["capitalize"] = (_, args, _) => TemplateMethods.Capitalize(Text(args)),
        ["replace"] = (_, args, _) => Text(args).Replace(TemplateValues.ToText(args[1]), TemplateValues.ToText(args[2])),
        ["string"] = (_, args, _) => args[0] is List<object?> or Dictionary<string, object?> ? TemplateValues.ToJson(args[0]) : TemplateValues.ToText(args[0]),
        ["safe"] = (_, args, _) => args[0],
        ["int"] = (_, args, _) => args[0] is TemplateText text ? long.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) ? number : 0L : (long)TemplateValues.Number(args[0]),
        ["float"] = (_, args, _) => args[0] is TemplateText text ? double.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) ? number : 0d : TemplateValues.Number(args[0]),
        ["abs"] = (_, args, _) => args[0] is long whole ? Math.Abs(whole) : Math.Abs(TemplateValues.Number(args[0])),
        ["default"] = Default,
        ["d"] = Default,
        ["tojson"] = (_, args, named) => TemplateValues.ToJson(args[0], named.GetValueOrDefault("indent") is { } indent ? TemplateValues.Whole(indent) : null),
        ["indent"] = (_, args, named) => Indent(args, named),
        ["map"] = Map,
        ["select"] = (_, args, _) => TemplateValues.Items(args[0]).Where(item => Passes(item, args, 1)).ToList(),
        ["reject"] = (_, args, _) => TemplateValues.Items(args[0]).Where(item => !Passes(item, args, 1)).ToList(),
        ["selectattr"] = (_, args, _) => TemplateValues.Items(args[0]).Where(item => Passes(TemplateOperators.Item(item, args[1]), args, 2)).ToList(),
        ["rejectattr"] = (_, args, _) => TemplateValues.Items(args[0]).Where(item => !Passes(TemplateOperators.Item(item, args[1]), args, 2)).ToList(),
    };

    /// <exception cref="TemplateException">There is no such filter.</exception>
    public static TemplateFunction Find(string name) =>
        All.TryGetValue(name, out var filter) ? filter : throw new TemplateException($"it uses the filter '{name}', which the local engine does not understand");

    private static object? Default(TemplateScope scope, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> named)
    {
        var alsoEmpty = TemplateValues.IsTrue(args.Count > 2 ? args[2] : named.GetValueOrDefault("boolean"));
        var isMissing = alsoEmpty ? !TemplateValues.IsTrue(args[0]) : args[0] is TemplateUndefined;
        return !isMissing ? args[0] : args.Count > 1 ? args[1] : TemplateText.Empty;
    }

    private static List<object?> Map(TemplateScope scope, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> named)
    {
        var items = TemplateValues.Items(args[0]);
        if (named.TryGetValue("attribute", out var field))
        {
            return items.Select(item => TemplateOperators.Item(item, field) is var value && value is TemplateUndefined && named.TryGetValue("default", out var missing) ? missing : value).ToList();
        }

        var filter = Find(TemplateValues.ToText(args.Count > 1 ? args[1] : null).Value);
        return items.Select(item => filter(scope, [item, .. args.Skip(2)], named)).ToList();
    }

    private static bool Passes(object? item, IReadOnlyList<object?> args, int test) => args.Count <= test
        ? TemplateValues.IsTrue(item)
        : TemplateTests.Find(TemplateValues.ToText(args[test]).Value)(item, [.. args.Skip(test + 1)]);

    private static TemplateText Indent(IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> named)
    {
        var width = TemplateText.Own(new string(' ', Math.Clamp(TemplateValues.Whole(args.Count > 1 ? args[1] : named.GetValueOrDefault("width", 4L)), 0, 100)));
        var isFirstToo = TemplateValues.IsTrue(args.Count > 2 ? args[2] : named.GetValueOrDefault("first"));
        var lines = Text(args).Split("\n").Select((line, at) => line.Length > 0 && (at > 0 || isFirstToo) ? width + line : line);
        return TemplateText.Join(TemplateText.Own("\n"), lines);
    }

    private static long Count(object? value) => value switch
    {
        TemplateText text => text.Length,
        List<object?> items => items.Count,
        Dictionary<string, object?> dictionary => dictionary.Count,
        _ => throw Wrong("length", value),
    };

    private static TemplateText Text(IReadOnlyList<object?> args) => TemplateValues.ToText(args[0]);

    private static TemplateException Wrong(string filter, object? value) => new($"it uses the filter '{filter}' on {TemplateValues.Describe(value)}");
}
