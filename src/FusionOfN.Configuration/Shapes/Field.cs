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

    public PropertyInfo Property { get; }

    public string Key { get; }

    public string Description { get; }

    public bool IsRequired { get; }

    public object? Default { get; }

    public RangeAttribute? Range { get; }

    public PatternAttribute? Pattern { get; }

    public IReadOnlyList<string>? Names { get; }

    public ReferenceKind? RefersTo { get; }

    public IReadOnlyList<string> InsteadOf { get; }
}
