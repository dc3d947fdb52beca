using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FusionOfN.Configuration;

/// <summary>A key of a block: everything that parsing, checking, the JSON Schema and the reference page need to know about it.</summary>
internal sealed class Field
{
    public Field(PropertyInfo property)
    {
        Type = property.PropertyType;
        Property = property;
        Key = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has no description.");
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        Default = property.GetCustomAttribute<DefaultValueAttribute>()?.Value;
        Range = property.GetCustomAttribute<RangeAttribute>();
        Pattern = property.GetCustomAttribute<PatternAttribute>();
        Names = property.GetCustomAttribute<OneOfAttribute>()?.Names;
        RefersTo = property.GetCustomAttribute<RefersToAttribute>()?.Kind;
        InsteadOf = property.GetCustomAttribute<InsteadOfAttribute>()?.Keys ?? [];
    }

    /// <summary>The key of a section.</summary>
    public Field(ConfigurationSection section)
    {
        Type = section.SettingsType;
        Section = section;
        Key = section.Name;
        Description = section.Description;
        InsteadOf = section.InsteadOf;
    }

    /// <summary>The type of its value.</summary>
    public Type Type { get; }

    /// <summary>The property behind it; null for a section.</summary>
    public PropertyInfo? Property { get; }

    /// <summary>The section it is; null for a key that has a property.</summary>
    public ConfigurationSection? Section { get; }

    public string Key { get; }

    public string Description { get; }

    public bool IsRequired { get; }

    public object? Default { get; }

    public RangeAttribute? Range { get; }

    public PatternAttribute? Pattern { get; }

    public IReadOnlyList<string>? Names { get; }

    public ReferenceKind? RefersTo { get; }

    public IReadOnlyList<string> InsteadOf { get; }

    /// <summary>The value in a block of settings.</summary>
    public object? Get(object settings) => Section is { } section ? ((FusionSettings)settings).Sections.GetValueOrDefault(section) : Property!.GetValue(settings);

    /// <summary>Puts the value into a block of settings.</summary>
    public void Set(object settings, object? value)
    {
        if (Property is not null)
            Property.SetValue(settings, value);
        else if (value is not null)
            ((FusionSettings)settings).Sections[Section!] = value;
    }
}
