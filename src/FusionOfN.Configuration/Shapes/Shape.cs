using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;

namespace FusionOfN.Configuration;

/// <summary>
/// The keys of a block, taken from the settings record behind it. This is the single description of the file:
/// <see cref="ShapeReader"/> parses and checks by it, <see cref="ConfigurationSchema"/> writes it down for editors.
/// </summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = [];

    private Shape(Type type, params IEnumerable<ConfigurationSection> sections)
    {
        Type = type;
        Description = type.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? throw new InvalidOperationException($"{type} has no description.");
        Fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .OrderByDescending(property => Depth(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken)
            .Select(property => new Field(property)), .. sections.Select(section => new Field(section))];
        Shorthand = type.GetCustomAttribute<ShorthandAttribute>() is { } shorthand
            ? Fields.Single(field => field.Property!.Name == shorthand.Property)
            : null;
    }

    public Type Type { get; }

    public string Description { get; }

    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The key that a bare value stands for; null when the block must be written out.</summary>
    public Field? Shorthand { get; }

    /// <summary>The name of the block in the JSON Schema, such as <c>recipe</c>.</summary>
    public string Name => JsonNamingPolicy.SnakeCaseLower.ConvertName(Type.Name.Replace("Settings", "", StringComparison.Ordinal));

    public static Shape Of(Type type) => Known.GetOrAdd(type, key => new Shape(key));

    /// <summary>The shape of the whole file with these sections.</summary>
    /// <exception cref="ArgumentException">Two keys of the file have one name.</exception>
    public static Shape OfFile(IReadOnlyList<ConfigurationSection> sections)
    {
        Shape shape = new(typeof(FusionSettings), sections);
        return shape.Fields.CountBy(field => field.Key).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice }
            ? throw new ArgumentException($"There are two sections '{twice}'.", nameof(sections))
            : shape;
    }

    /// <summary>Whether values of this type are written as a block of keys.</summary>
    public static bool IsBlock(Type type) => type.IsClass && type.Name.EndsWith("Settings", StringComparison.Ordinal);

    /// <summary>The type of a list's items, or null when the type is not a list.</summary>
    public static Type? ItemOf(Type type) => Argument(type, typeof(IReadOnlyList<>), 0);

    /// <summary>The type of a dictionary's values, or null when the type is not a dictionary.</summary>
    public static Type? ValueOf(Type type) => Argument(type, typeof(IReadOnlyDictionary<,>), 1);

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;

    private static Type? Argument(Type type, Type definition, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[index] : null;
}
