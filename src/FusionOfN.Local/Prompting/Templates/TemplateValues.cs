using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>A name or a field that there is not.</summary>
internal sealed record TemplateUndefined(string Name);

/// <summary>What can be called in a template.</summary>
/// <param name="scope">Where the call stands.</param>
/// <param name="arguments">What is given by place.</param>
/// <param name="named">What is given by name.</param>
internal delegate object? TemplateFunction(TemplateScope scope, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named);

/// <summary>What values are in a template: none, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="TemplateText"/>, lists and dictionaries.</summary>
internal static class TemplateValues
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsTrue(object? value) => value switch
    {
        null or TemplateUndefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        TemplateText text => text.Length > 0,
        ICollection items => items.Count > 0,
        _ => true,
    };

    public static new bool Equals(object? left, object? right) => Equals(left, right, depth: 0);

    // A namespace can hold itself.
    private static int Deeper(int depth) => depth < MaxDepth ? depth + 1 : throw new TemplateException("its values are nested too deeply");

    private const int MaxDepth = 32;

    private static bool Equals(object? left, object? right, int depth) => (left, right) switch
    {
        (TemplateUndefined, TemplateUndefined) => true,
        (TemplateText a, TemplateText b) => a.Value == b.Value,
        (bool or long or double, bool or long or double) => Number(left) == Number(right),
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Equals(pair.First, pair.Second, Deeper(depth))),
        (Dictionary<string, object?> a, Dictionary<string, object?> b) => a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && Equals(pair.Value, other, Deeper(depth))),
        _ => ReferenceEquals(left, right),
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (TemplateText a, TemplateText b) => string.CompareOrdinal(a.Value, b.Value),
        (bool or long or double, bool or long or double) => Number(left).CompareTo(Number(right)),
        _ => throw new TemplateException($"it compares {Describe(left)} with {Describe(right)}"),
    };

    public static double Number(object? value) => value switch
    {
        bool flag => flag ? 1 : 0,
        long number => number,
        double number => number,
        _ => throw new TemplateException($"it counts with {Describe(value)}"),
    };

    public static int Whole(object? value) =>
        value is long number and >= int.MinValue and <= int.MaxValue ? (int)number : throw new TemplateException($"it needs a whole number and has {Describe(value)}");

    /// <summary>The members of a value in a loop.</summary>
    public static IEnumerable<object?> Items(object? value) => value switch
    {
        List<object?> items => items,
        Dictionary<string, object?> dictionary => dictionary.Keys.Select(key => (object?)TemplateText.Own(key)),
        TemplateText text => Enumerable.Range(0, text.Length).Select(at => (object?)text.Slice(at, 1)),
        _ => throw new TemplateException($"it goes through {Describe(value)}"),
    };

    public static bool Contains(object? whole, object? part) => (whole, part) switch
    {
        (TemplateText text, TemplateText piece) => text.Value.Contains(piece.Value, StringComparison.Ordinal),
        (Dictionary<string, object?> dictionary, TemplateText key) => dictionary.ContainsKey(key.Value),
        (List<object?> items, _) => items.Any(item => Equals(item, part)),
        _ => throw new TemplateException($"it looks for something in {Describe(whole)}"),
    };

    /// <summary>A value as it is written.</summary>
    public static TemplateText ToText(object? value) => value switch
    {
        TemplateText text => text,
        TemplateUndefined => TemplateText.Empty,
        null => TemplateText.Own("None"),
        bool flag => TemplateText.Own(flag ? "True" : "False"),
        long number => TemplateText.Own(number.ToString(CultureInfo.InvariantCulture)),
        double number => TemplateText.Own(number == Math.Floor(number) && Math.Abs(number) < 1e16 ? number.ToString("0.0", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture)),
        _ => throw new TemplateException($"it writes {Describe(value)} as it stands"),
    };

    /// <summary>A value as JSON, with a space after commas and colons.</summary>
    public static TemplateText ToJson(object? value, int? indent = null)
    {
        StringBuilder json = new();
        var isForeign = false;
        Write(value, 0);
        return isForeign ? TemplateText.Foreign(json.ToString()) : TemplateText.Own(json.ToString());

        void Write(object? item, int depth)
        {
            switch (item)
            {
                case null or TemplateUndefined:
                    json.Append("null");
                    break;
                case bool flag:
                    json.Append(flag ? "true" : "false");
                    break;
                case TemplateText text:
                    isForeign |= text.IsForeign;
                    json.Append(JsonSerializer.Serialize(text.Value, Json));
                    break;
                case List<object?> items:
                    Members('[', ']', items.Count, depth, at => Write(items[at], Deeper(depth)));
                    break;
                case Dictionary<string, object?> dictionary:
                    KeyValuePair<string, object?>[] pairs = [.. dictionary];
                    Members('{', '}', pairs.Length, depth, at =>
                    {
                        json.Append(JsonSerializer.Serialize(pairs[at].Key, Json)).Append(": ");
                        Write(pairs[at].Value, Deeper(depth));
                    });
                    break;
                default:
                    json.Append(ToText(item).Value);
                    break;
            }
        }

        void Members(char open, char close, int count, int depth, Action<int> write)
        {
            json.Append(open);
            for (var at = 0; at < count; at++)
            {
                json.Append(at == 0 ? "" : indent is null ? ", " : ",");
                Break(depth + 1);
                write(at);
            }

            if (count > 0)
                Break(depth);
            json.Append(close);
        }

        void Break(int depth)
        {
            if (indent is { } width)
                json.Append('\n').Append(' ', width * depth);
        }
    }

    public static string Describe(object? value) => value switch
    {
        null => "none",
        TemplateUndefined undefined => $"'{undefined.Name}', which is not defined",
        bool => "a truth value",
        long or double => "a number",
        TemplateText => "a text",
        List<object?> => "a list",
        Dictionary<string, object?> => "a dictionary",
        _ => "a function",
    };
}
