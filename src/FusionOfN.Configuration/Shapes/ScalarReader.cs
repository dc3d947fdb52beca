using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration;

/// <summary>Reads one scalar as the type its key wants and checks its form and range.</summary>
internal sealed class ScalarReader
{
    // The HTTP API's word, which people carry over from requests.
    private static readonly Dictionary<string, Enum> Synonyms = new() { ["xhigh"] = ReasoningEffort.ExtraHigh };

    private readonly ProblemList _problems;

    public ScalarReader(ProblemList problems) => _problems = problems;

    /// <summary>Reads a value.</summary>
    /// <returns>The value; null when it is wrong and has been reported.</returns>
    public object? Read(Field field, Type type, YamlNode node)
    {
        if (node is not YamlScalar scalar)
            return Wrong(field, node, type, "Write one value.");
        if (scalar.IsNull)
            return Wrong(field, node, type, "Give a value or remove the entry.");
        if (type == typeof(string))
            return ReadText(field, scalar);
        if (type == typeof(bool))
            return ReadTruth(field, scalar);
        if (type.IsEnum)
            return ReadName(field, type, scalar);
        if (type == typeof(DateOnly))
            return ReadDate(field, scalar);
        return ReadNumber(field, type, scalar);
    }

    /// <summary>The names of an enumeration, as the file writes them, and what else is read as one of them.</summary>
    public static IReadOnlyList<string> NamesOf(Type type) =>
        [.. Enum.GetNames(type).Select(Write), .. Synonyms.Where(pair => pair.Value.GetType() == type).Select(pair => pair.Key)];

    /// <summary>The name of a value of an enumeration, as the file writes it.</summary>
    public static string NameOf(Enum value) => Write(value.ToString());

    // Every name is kebab case except one that is a brand.
    private static string Write(string name) => name == nameof(EndpointKind.OpenAi) ? "openai" : JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private string? ReadText(Field field, YamlScalar scalar)
    {
        if (scalar.Text.Trim().Length == 0)
            return (string?)Wrong(field, scalar, typeof(string), "Give a value or remove the key.");
        if (field.Names is { } names && !names.Contains(scalar.Text))
            return (string?)Unknown(field, scalar, names);
        if (field.Pattern is { } pattern && !Regex.IsMatch(scalar.Text, pattern.Pattern, RegexOptions.CultureInvariant))
        {
            _problems.Add(scalar.Place, $"{Secrets.Show(scalar.Text)} does not fit '{field.Key}'.", pattern.Mend);
            return null;
        }

        return scalar.Text;
    }

    private object? ReadTruth(Field field, YamlScalar scalar) => scalar switch
    {
        { IsPlain: true, Text: "true" or "True" or "TRUE" } => true,
        { IsPlain: true, Text: "false" or "False" or "FALSE" } => false,
        _ => Wrong(field, scalar, typeof(bool), "Write true or false, without quotes."),
    };

    private object? ReadName(Field field, Type type, YamlScalar scalar)
    {
        if (Synonyms.TryGetValue(scalar.Text, out Enum? meant) && meant.GetType() == type)
            return meant;
        string? name = Enum.GetNames(type).FirstOrDefault(candidate => Write(candidate) == scalar.Text);
        return name is null ? Unknown(field, scalar, NamesOf(type)) : Enum.Parse(type, name);
    }

    private object? ReadDate(Field field, YamlScalar scalar) =>
        DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Wrong(field, scalar, typeof(DateOnly), "Write year-month-day, for example 2026-01-31.");

    private object? ReadNumber(Field field, Type type, YamlScalar scalar)
    {
        if (!scalar.IsPlain)
            return Wrong(field, scalar, type, "Remove the quotes.");

        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        CultureInfo culture = CultureInfo.InvariantCulture;
        string text = scalar.Text;
        object? number =
            type == typeof(int) && int.TryParse(text, Whole, culture, out int small) ? small
            : type == typeof(long) && long.TryParse(text, Whole, culture, out long big) ? big
            : type == typeof(decimal) && decimal.TryParse(text, Real, culture, out decimal exact) ? exact
            : type == typeof(double) && double.TryParse(text, Real, culture, out double real) && double.IsFinite(real) ? real
            : null;
        if (number is null)
        {
            bool isGrouped = text.Contains('_') || text.Contains(',');
            return Wrong(field, scalar, type, isGrouped ? "Write digits only, with a point for decimals." : "Write the bare number.");
        }


        double value = Convert.ToDouble(number, culture);
        if (field.Range is { } range)
        {
            double least = Convert.ToDouble(range.Minimum, culture), most = Convert.ToDouble(range.Maximum, culture);
            if (value < least || value > most)
            {
                _problems.Add(scalar.Place, $"'{field.Key}' is {text}, which is out of range.", Bounds(least, most));
                return null;
            }
        }

        return number;
    }

    private static string Bounds(double least, double most) => most >= int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"Give at least {least}.")
        : string.Create(CultureInfo.InvariantCulture, $"Give a value from {least} to {most}.");

    private object? Unknown(Field field, YamlScalar scalar, IReadOnlyList<string> names)
    {
        string list = string.Join(", ", names);
        string mend = Suggestion.For(scalar.Text, names) is { } meant ? $"Did you mean '{meant}'? Known: {list}." : $"Known: {list}.";
        _problems.Add(scalar.Place, $"Unknown {field.Key.Replace('_', ' ')} {Secrets.Show(scalar.Text)}.", mend);
        return null;
    }

    private object? Wrong(Field field, YamlNode node, Type type, string mend)
    {
        string wanted = type == typeof(string) ? "a text"
            : type == typeof(bool) ? "true or false"
            : type == typeof(DateOnly) ? "a date"
            : type.IsEnum ? "a name"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : "a number";
        _problems.Add(node.Place, $"'{field.Key}' takes {wanted}, found {node.Kind}.", mend);
        return null;
    }
}
