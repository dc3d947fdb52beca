namespace FusionOfN.Local;

/// <summary>The tests (<c>is …</c>) that chat templates use, by name.</summary>
internal static class TemplateTests
{
    private static readonly Dictionary<string, Func<object?, IReadOnlyList<object?>, bool>> All = new(StringComparer.Ordinal)
    {
        ["defined"] = (value, _) => value is not TemplateUndefined,
        ["undefined"] = (value, _) => value is TemplateUndefined,
        ["none"] = (value, _) => value is null,
        ["string"] = (value, _) => value is TemplateText,
        ["mapping"] = (value, _) => value is Dictionary<string, object?>,
        ["iterable"] = (value, _) => value is TemplateText or List<object?> or Dictionary<string, object?>,
        ["sequence"] = (value, _) => value is TemplateText or List<object?> or Dictionary<string, object?>,
        ["number"] = (value, _) => value is long or double or bool,
        ["integer"] = (value, _) => value is long,
        ["float"] = (value, _) => value is double,
        ["boolean"] = (value, _) => value is bool,
        ["true"] = (value, _) => value is true,
        ["false"] = (value, _) => value is false,
        ["callable"] = (value, _) => value is TemplateFunction,
        ["odd"] = (value, _) => TemplateValues.Whole(value) % 2 != 0,
        ["even"] = (value, _) => TemplateValues.Whole(value) % 2 == 0,
        ["divisibleby"] = (value, args) => TemplateValues.Whole(value) % TemplateValues.Whole(Only(args)) == 0,
        ["in"] = (value, args) => TemplateValues.Contains(Only(args), value),
        ["equalto"] = (value, args) => TemplateValues.Equals(value, Only(args)),
        ["eq"] = (value, args) => TemplateValues.Equals(value, Only(args)),
        ["sameas"] = (value, args) => TemplateValues.Equals(value, Only(args)),
        ["ne"] = (value, args) => !TemplateValues.Equals(value, Only(args)),
        ["gt"] = (value, args) => TemplateValues.Compare(value, Only(args)) > 0,
        ["lt"] = (value, args) => TemplateValues.Compare(value, Only(args)) < 0,
        ["ge"] = (value, args) => TemplateValues.Compare(value, Only(args)) >= 0,
        ["le"] = (value, args) => TemplateValues.Compare(value, Only(args)) <= 0,
    };

    /// <exception cref="TemplateException">There is no such test.</exception>
    public static Func<object?, IReadOnlyList<object?>, bool> Find(string name) =>
        All.TryGetValue(name, out var test) ? test : throw new TemplateException($"it uses the test 'is {name}', which the local engine does not understand");

    private static object? Only(IReadOnlyList<object?> args) => args.Count == 1 ? args[0] : throw new TemplateException("a test lacks what it compares with");
}
