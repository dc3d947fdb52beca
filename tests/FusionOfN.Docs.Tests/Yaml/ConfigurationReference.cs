using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Cli;
using FusionOfN.Configuration;

namespace FusionOfN.Docs.Tests;

/// <summary>Writes the tables of the reference page from the types that parse the file.</summary>
internal static class ConfigurationReference
{
    public static string Write()
    {
        StringBuilder page = new();
        Queue<Shape> next = new([Shape.OfFile(CliConfiguration.Sections)]);
        HashSet<Shape> seen = [];
        while (next.TryDequeue(out var shape))
        {
            if (!seen.Add(shape))
                continue;

            page.Append(CultureInfo.InvariantCulture, $"\n### {Title(shape)}\n\n{shape.Description}\n\n| setting | value | default | |\n|---|---|---|---|\n");
            foreach (var field in shape.Fields)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{field.Key}`{(field.IsRequired ? " (required)" : "")} | {Value(field, field.Type)} | {Default(field)} | {Cell(field.Description)} |\n");
                if (Block(field.Type) is { } inner)
                    next.Enqueue(inner);
            }
        }

        return page.ToString().TrimStart('\n');
    }

    private static string Title(Shape shape) => shape.Type == typeof(FusionSettings) ? "The file" : shape.Name;

    private static string Value(Field field, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Shape.ItemOf(plain) is { } item)
            return $"list of {Value(field, item)}";
        if (Shape.ValueOf(plain) is { } value)
            return $"names and {Value(field, value)}";
        if (Shape.IsBlock(plain))
            return $"[{Shape.Of(plain).Name}](#{Shape.Of(plain).Name})";
        if (plain.IsEnum)
            return Names(ScalarReader.NamesOf(plain));
        if (field.Names is { } names)
            return Names(names);
        if (plain == typeof(JsonObject))
            return "fields";
        if (plain == typeof(DateOnly))
            return "date";
        if (plain == typeof(bool))
            return "true, false";
        return plain == typeof(string) ? "text" : Number(field, plain);
    }

    private static string Number(Field field, Type type)
    {
        string kind = type == typeof(int) || type == typeof(long) ? "whole number" : "number";
        if (field.Range is not { } range)
            return kind;
        return Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) >= int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{kind}, at least {range.Minimum}")
            : string.Create(CultureInfo.InvariantCulture, $"{kind}, {range.Minimum} to {range.Maximum}");
    }

    private static Shape? Block(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if ((Shape.ItemOf(plain) ?? Shape.ValueOf(plain)) is { } inner)
            return Block(inner);
        return Shape.IsBlock(plain) ? Shape.Of(plain) : null;
    }

    private static string Default(Field field) => field.Default switch
    {
        null => "",
        Enum name => $"`{ScalarReader.NameOf(name)}`",
        bool truth => truth ? "`true`" : "`false`",
        var other => string.Create(CultureInfo.InvariantCulture, $"`{other}`"),
    };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
