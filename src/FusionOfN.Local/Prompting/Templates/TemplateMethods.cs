using System.Globalization;

namespace FusionOfN.Local;

/// <summary>The methods of texts and dictionaries that chat templates call. Nothing in a template can change a value, or reach beyond it.</summary>
internal static class TemplateMethods
{
    public static object? Call(
        TemplateScope scope, object? target, string name, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named) => target switch
        {
            TemplateText text when named.Count == 0 => OfText(text, name, arguments),
            Dictionary<string, object?> dictionary when dictionary.TryGetValue(name, out var value) && value is TemplateFunction function => function(scope, arguments, named),
            Dictionary<string, object?> dictionary => OfDictionary(dictionary, name, arguments),
            TemplateUndefined or null => throw new TemplateException($"it calls {name}() of {TemplateValues.Describe(target)}"),
            _ => throw Unknown(target, name),
        };

    private static object? OfText(TemplateText text, string name, IReadOnlyList<object?> arguments) => name switch
    {
        "strip" => Strip(text, arguments, true, true),
        "lstrip" => Strip(text, arguments, true, false),
        "rstrip" => Strip(text, arguments, false, true),
        "split" => Split(text, arguments),
        "splitlines" => text.Value.Length == 0 ? new List<object?>() : text.Trim(character => character == '\n', atStart: false).Split("\n").ToList<object?>(),
        "startswith" => Any(arguments, part => text.Value.StartsWith(part, StringComparison.Ordinal)),
        "endswith" => Any(arguments, part => text.Value.EndsWith(part, StringComparison.Ordinal)),
        "find" => (long)text.Value.IndexOf(Text(arguments, 0).Value, StringComparison.Ordinal),
        "count" => (long)text.Split(Text(arguments, 0).Value).Count() - 1,
        "replace" => text.Replace(Text(arguments, 0), Text(arguments, 1), arguments.Count > 2 ? TemplateValues.Whole(arguments[2]) : int.MaxValue),
        "join" when arguments is [var items] => TemplateText.Join(text, TemplateValues.Items(items).Select(TemplateValues.ToText)),
        "upper" => text.With(text.Value.ToUpperInvariant()),
        "lower" => text.With(text.Value.ToLowerInvariant()),
        "title" => text.With(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.Value.ToLowerInvariant())),
        "capitalize" => Capitalize(text),
        "isdigit" => text.Length > 0 && text.Value.All(char.IsDigit),
        _ => throw Unknown(text, name),
    };

    public static TemplateText Capitalize(TemplateText text) =>
        text.Length == 0 ? text : text.With(text.Value[..1].ToUpperInvariant() + text.Value[1..].ToLowerInvariant());

    private static object? OfDictionary(Dictionary<string, object?> dictionary, string name, IReadOnlyList<object?> arguments) => name switch
    {
        "items" => Pairs(dictionary),
        "keys" => TemplateValues.Items(dictionary).ToList(),
        "values" => dictionary.Values.ToList(),
        "get" => dictionary.TryGetValue(Text(arguments, 0).Value, out var value) ? value : arguments.Count > 1 ? arguments[1] : null,
        _ => throw Unknown(dictionary, name),
    };

    public static List<object?> Pairs(Dictionary<string, object?> dictionary) =>
        [.. dictionary.Select(pair => (object?)new List<object?> { TemplateText.Own(pair.Key), pair.Value })];

    private static TemplateText Strip(TemplateText text, IReadOnlyList<object?> arguments, bool atStart, bool atEnd)
    {
        var characters = arguments is [TemplateText given] ? given.Value : null;
        return text.Trim(character => characters?.Contains(character, StringComparison.Ordinal) ?? char.IsWhiteSpace(character), atStart, atEnd);
    }

    private static List<object?> Split(TemplateText text, IReadOnlyList<object?> arguments) =>
        arguments is [TemplateText { Length: > 0 } separator, ..]
            ? [.. text.Split(separator.Value, arguments.Count > 1 && TemplateValues.Whole(arguments[1]) is >= 0 and var most ? most : int.MaxValue)]
            : [.. text.Words()];

    private static bool Any(IReadOnlyList<object?> arguments, Func<string, bool> isMatch) =>
        arguments is [List<object?> several] ? several.Any(part => isMatch(((TemplateText)part!).Value)) : isMatch(Text(arguments, 0).Value);

    private static TemplateText Text(IReadOnlyList<object?> arguments, int at) =>
        arguments.Count > at && arguments[at] is TemplateText text ? text : throw new TemplateException("a method is called without the text it needs");

    private static TemplateException Unknown(object? target, string name) => new($"it calls {name}() of {TemplateValues.Describe(target)}, which the local engine does not understand");
}
