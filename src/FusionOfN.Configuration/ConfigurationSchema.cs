using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Configuration;

/// <summary>The JSON Schema (2020-12) of <c>fusion.yaml</c>, for completion and checks in editors. Made from the types that parse the file.</summary>
public static class ConfigurationSchema
{
    /// <summary>The file name that the template's first line refers to.</summary>
    public const string FileName = "fusion.schema.json";

    private static readonly JsonSerializerOptions Layout =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the schema as indented JSON with a final newline.</summary>
    /// <param name="sections">The sections of programs above that the file may have.</param>
    public static string Write(params IReadOnlyList<ConfigurationSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        return Build(Shape.OfFile(sections)).ToJsonString(Layout) + "\n";
    }

    private static JsonObject Build(Shape root)
    {
        SortedDictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = FusionConfiguration.FileName,
        };
        foreach (var (key, value) in Block(root, definitions))
            schema[key] = value?.DeepClone();
        schema["$defs"] = new JsonObject(definitions.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
        return schema;
    }

    private static JsonObject Block(Shape shape, SortedDictionary<string, JsonObject> definitions)
    {
        JsonObject properties = [];
        foreach (var field in shape.Fields)
            properties[field.Key] = Property(field, definitions);

        JsonObject block = new()
        {
            ["description"] = shape.Description,
            ["type"] = "object",
            ["properties"] = properties,
            ["patternProperties"] = new JsonObject { ["^x-"] = true },
            ["additionalProperties"] = false,
        };
        if (shape.Fields.Where(field => field.IsRequired).Select(field => field.Key).ToList() is { Count: > 0 } required)
            block["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]);
        return block;
    }

    private static JsonObject Property(Field field, SortedDictionary<string, JsonObject> definitions)
    {
        JsonObject property = new() { ["description"] = field.Description };
        foreach (var (key, value) in Value(field, field.Type, definitions))
            property[key] = value?.DeepClone();
        if (field.Default is { } standard)
            property["default"] = standard is Enum name ? JsonValue.Create(ScalarReader.NameOf(name)) : JsonSerializer.SerializeToNode(standard);
        return property;
    }

    private static JsonObject Value(Field field, Type type, SortedDictionary<string, JsonObject> definitions)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Shape.ItemOf(plain) is { } item)
        {
            // One item may stand without the list around it.
            var single = Value(field, item, definitions);
            return new() { ["anyOf"] = new JsonArray(single, new JsonObject { ["type"] = "array", ["items"] = single.DeepClone() }) };
        }

        if (Shape.ValueOf(plain) is { } value)
            return new() { ["type"] = "object", ["additionalProperties"] = Value(field, value, definitions) };
        if (Shape.IsBlock(plain))
            return new() { ["$ref"] = $"#/$defs/{Define(Shape.Of(plain), definitions)}" };
        if (plain == typeof(JsonObject))
            return new() { ["type"] = "object" };
        return Scalar(field, plain);
    }

    private static string Define(Shape shape, SortedDictionary<string, JsonObject> definitions)
    {
        if (!definitions.TryAdd(shape.Name, []))
            return shape.Name;

        var block = Block(shape, definitions);
        definitions[shape.Name] = shape.Shorthand is { } shorthand
            ? new() { ["anyOf"] = new JsonArray(Value(shorthand, shorthand.Type, definitions), block) }
            : block;
        return shape.Name;
    }

    private static JsonObject Scalar(Field field, Type type)
    {
        if (type.IsEnum)
            return new() { ["enum"] = Names(ScalarReader.NamesOf(type)) };
        if (field.Names is { } names)
            return new() { ["enum"] = Names(names) };
        if (type == typeof(string))
            return field.Pattern is { } pattern ? new() { ["type"] = "string", ["pattern"] = pattern.Pattern } : new() { ["type"] = "string" };
        if (type == typeof(bool))
            return new() { ["type"] = "boolean" };
        if (type == typeof(DateOnly))
            return new() { ["type"] = "string", ["format"] = "date" };

        JsonObject number = new() { ["type"] = type == typeof(int) || type == typeof(long) ? "integer" : "number" };
        if (field.Range is { } range)
        {
            number["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
            if (Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) < int.MaxValue)
                number["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
        }

        return number;
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
