using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>Reads the fields of one JSON object; every mistake is a <see cref="GatewayException"/> that names the field's path.</summary>
internal sealed class JsonFields
{
    private readonly JsonObject _object;
    private readonly string _path;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public JsonFields(JsonObject value, string path = "")
    {
        _object = value;
        _path = path;
    }

    /// <summary>The JSON path of the object.</summary>
    public string Path => _path;

    /// <summary>The JSON path of a field.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => _object[name] is not null;

    /// <summary>The field as it is; null when it is absent or null.</summary>
    public JsonNode? Take(string name)
    {
        _taken.Add(name);
        return _object[name];
    }

    public string? String(string name) => Take(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        var other => throw Wrong(name, "a string", other),
    };

    public string RequiredString(string name) => String(name) ?? throw Missing(name);

    public bool? Bool(string name) => Take(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        var other => throw Wrong(name, "true or false", other),
    };

    public double? Number(string name, double from = double.MinValue, double to = double.MaxValue)
    {
        if (Take(name) is not { } node)
            return null;
        if (node is not JsonValue || node.GetValueKind() != JsonValueKind.Number)
            throw Wrong(name, "a number", node);
        if (!node.AsValue().TryGetValue(out double number) || !double.IsFinite(number))
            throw TooLarge(name);
        return number >= from && number <= to
            ? number
            : throw GatewayException.BadField(PathOf(name), string.Create(CultureInfo.InvariantCulture, $"{number} is out of range; give a number from {from} to {to}."), "out_of_range");
    }

    public long? Integer(string name, long from = long.MinValue, long to = long.MaxValue)
    {
        if (Take(name) is not { } node)
            return null;

        // 1e3 and 4.0 are whole numbers too; beyond what a double holds exactly, only digits are.
        if (node is not JsonValue value || node.GetValueKind() != JsonValueKind.Number)
            throw Wrong(name, "a number", node);
        if (!TryRead(value, out long number))
            throw value.TryGetValue(out decimal exact) && exact != decimal.Truncate(exact)
                ? GatewayException.BadField(PathOf(name), string.Create(CultureInfo.InvariantCulture, $"give a whole number, not {exact}."), "invalid_type")
                : TooLarge(name);
        return number >= from && number <= to
            ? number
            : throw GatewayException.BadField(PathOf(name), string.Create(CultureInfo.InvariantCulture, $"{number} is out of range; give a whole number from {from}{(to == long.MaxValue ? "" : $" to {to}")}."), "out_of_range");
    }

    private GatewayException TooLarge(string name) => GatewayException.BadField(PathOf(name), "the number is too large, or too small, to be read.", "out_of_range");

    private static bool TryRead(JsonValue value, out long number)
    {
        if (value.TryGetValue(out number))
            return true;
        if (!value.TryGetValue(out decimal exact) || exact != decimal.Truncate(exact) || exact is < long.MinValue or > long.MaxValue)
            return false;
        number = (long)exact;
        return true;
    }

    public int? Int(string name, int from = int.MinValue, int to = int.MaxValue) => (int?)Integer(name, from, to);

    public JsonFields? Object(string name) => Take(name) switch
    {
        null => null,
        JsonObject value => new JsonFields(value, PathOf(name)),
        var other => throw Wrong(name, "an object", other),
    };

    public JsonFields RequiredObject(string name) => Object(name) ?? throw Missing(name);

    public JsonArray? Array(string name) => Take(name) switch
    {
        null => null,
        JsonArray value => value,
        var other => throw Wrong(name, "an array", other),
    };

    /// <summary>The objects of an array, each with its own path.</summary>
    public IEnumerable<JsonFields>? Objects(string name) => Array(name)?.Select((item, index) => item is JsonObject value
        ? new JsonFields(value, $"{PathOf(name)}[{index}]")
        : throw GatewayException.BadField($"{PathOf(name)}[{index}]", $"give an object, not {Describe(item)}.", "invalid_type"));

    /// <summary>One string, or several in an array.</summary>
    public IReadOnlyList<string>? Strings(string name) => Take(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        JsonArray items => [.. items.Select((item, index) => item is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw GatewayException.BadField($"{PathOf(name)}[{index}]", $"give a string, not {Describe(item)}.", "invalid_type"))],
        var other => throw Wrong(name, "a string or an array of strings", other),
    };

    /// <summary>The fields that nobody took, copied; null when there are none.</summary>
    public JsonObject? Rest()
    {
        JsonObject? rest = null;
        foreach (var (name, value) in _object)
        {
            if (!_taken.Contains(name))
                (rest ??= [])[name] = value?.DeepClone();
        }

        return rest;
    }

    /// <summary>The whole object.</summary>
    public JsonObject Whole => _object;

    public GatewayException Wrong(string name, string wanted, JsonNode? got) =>
        GatewayException.BadField(PathOf(name), $"give {wanted}, not {Describe(got)}.", "invalid_type");

    public GatewayException Missing(string name) => GatewayException.BadField(PathOf(name), "it is required.", "missing_field");

    public GatewayException Bad(string name, string message, string code = "invalid_value") => GatewayException.BadField(PathOf(name), message, code);

    private static string Describe(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "a boolean",
    };
}
