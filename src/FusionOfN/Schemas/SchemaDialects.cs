using Json.Schema;
using Json.Schema.Keywords;
using Compared = FusionOfN.ComparedKeywords;
using Counted = FusionOfN.CountedKeywords;
using Draft06 = Json.Schema.Keywords.Draft06;
using Draft201909 = Json.Schema.Keywords.Draft201909;

namespace FusionOfN;

/// <summary>The drafts of the standard that a schema may be written in, with keywords that count. Without <c>$schema</c> it is 2020-12.</summary>
internal static class SchemaDialects
{
    /// <summary>Where the standard's own schemas are.</summary>
    public const string Host = "json-schema.org";

    private static readonly Dialect[] Older = [MakeOld(MetaSchemas.Draft6Id), MakeOld(MetaSchemas.Draft7Id), MakeDraft201909()];

    public static Dialect Draft202012 { get; } = MakeDraft202012();

    /// <summary>The names of the drafts, newest first.</summary>
    public static IReadOnlyList<Uri> Ids { get; } = [MetaSchemas.Draft202012Id, MetaSchemas.Draft201909Id, MetaSchemas.Draft7Id, MetaSchemas.Draft6Id];

    public static DialectRegistry Registry { get; } = MakeRegistry();

    private static DialectRegistry MakeRegistry()
    {
        DialectRegistry registry = new();
        registry.Register(Draft202012);
        foreach (var dialect in Older)
            registry.Register(dialect);
        return registry;
    }

    private static Dialect MakeDraft202012() => Make(
        MetaSchemas.Draft202012Id,
        [
            .. Since201909(), AnchorKeyword.Instance, DynamicAnchorKeyword.Instance, new Counted.DynamicRef(), new Counted.Items(), new Counted.PrefixItems(),
            new Counted.UnevaluatedItems(),
        ]);

    private static Dialect MakeDraft201909() => Make(
        MetaSchemas.Draft201909Id,
        [
            .. Since201909(), Draft201909.AnchorKeyword.Instance, Draft201909.RecursiveAnchorKeyword.Instance, new Counted.RecursiveRef(), new Counted.OldItems(),
            new Counted.OldAdditionalItems(), new Counted.OldUnevaluatedItems(),
        ]);

    // What draft 7 has beyond draft 6 says nothing in a schema of draft 6.
    private static Dialect MakeOld(Uri id) => Make(
        id,
        [
            .. Always(), Draft06.IdKeyword.Instance, new Counted.OldDefinitions(), new Counted.Dependencies(), new Counted.OldItems(), new Counted.OldAdditionalItems(),
            new Counted.OldContains(),
        ],
        refStandsAlone: true);

    private static Dialect Make(Uri id, IKeywordHandler[] keywords, bool refStandsAlone = false) =>
        new(keywords) { Id = id, RefIgnoresSiblingKeywords = refStandsAlone, AllowUnknownKeywords = true };

    private static IKeywordHandler[] Since201909() =>
    [
        .. Always(), IdKeyword.Instance, new Counted.Defs(), Draft201909.VocabularyKeyword.Instance, new Counted.Contains(), MaxContainsKeyword.Instance,
        MinContainsKeyword.Instance, new Counted.DependentSchemas(), new Counted.DependentRequired(), new Counted.UnevaluatedProperties(),
    ];

    private static IKeywordHandler[] Always() =>
    [
        // Other keywords name these by their type, to be evaluated after them. The counted ones of the same name take their place.
        PropertiesKeyword.Instance, PatternPropertiesKeyword.Instance, IfKeyword.Instance,
        new Counted.Properties(), new PatternKeywords.PatternProperties(), new Counted.AdditionalProperties(), new Counted.PropertyNames(),
        new Counted.If(), new Counted.Then(), new Counted.Else(), new Counted.AllOf(), new Counted.AnyOf(), new Counted.OneOf(), new Counted.Not(), new Counted.Ref(),
        new Counted.Required(), new PatternKeywords.Pattern(), new AssertedFormat(), new KnownDraft(),
        new Compared.Const(), new Compared.Enum(), new Compared.UniqueItems(), new Compared.MultipleOf(), TypeKeyword.Instance,
        MaximumKeyword.Instance, MinimumKeyword.Instance, ExclusiveMaximumKeyword.Instance, ExclusiveMinimumKeyword.Instance,
        MaxLengthKeyword.Instance, MinLengthKeyword.Instance, MaxItemsKeyword.Instance, MinItemsKeyword.Instance, MaxPropertiesKeyword.Instance, MinPropertiesKeyword.Instance,
    ];
}
