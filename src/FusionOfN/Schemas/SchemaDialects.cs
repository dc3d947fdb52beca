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

    private const string TooFewItems = "it does not hold as many items that fit as it must.";

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
            .. Since201909(), AnchorKeyword.Instance, DynamicAnchorKeyword.Instance, new Counted.DynamicRef(),
            OnItsParts(ItemsKeyword.Instance), OnItsParts(PrefixItemsKeyword.Instance), new Counted.UnevaluatedItems(),
        ]);

    private static Dialect MakeDraft201909() => Make(
        MetaSchemas.Draft201909Id,
        [
            .. Since201909(), Draft201909.AnchorKeyword.Instance, Draft201909.RecursiveAnchorKeyword.Instance, OnTheValue(Draft201909.RecursiveRefKeyword.Instance),
            OnItsParts(Draft06.ItemsKeyword.Instance), OnItsParts(Draft06.AdditionalItemsKeyword.Instance), new Counted.OldUnevaluatedItems(),
        ]);

    // What draft 7 has beyond draft 6 says nothing in a schema of draft 6.
    private static Dialect MakeOld(Uri id) => Make(
        id,
        [
            .. Always(), Draft06.IdKeyword.Instance, Held(Draft06.DefinitionsKeyword.Instance), OnTheValue(Draft06.DependenciesKeyword.Instance),
            OnItsParts(Draft06.ItemsKeyword.Instance), OnItsParts(Draft06.AdditionalItemsKeyword.Instance), OnItsParts(Draft06.ContainsKeyword.Instance, TooFewItems),
        ],
        refStandsAlone: true);

    private static Dialect Make(Uri id, IKeywordHandler[] keywords, bool refStandsAlone = false) =>
        new(keywords) { Id = id, RefIgnoresSiblingKeywords = refStandsAlone, AllowUnknownKeywords = true };

    private static IKeywordHandler[] Since201909() =>
    [
        .. Always(), IdKeyword.Instance, Held(DefsKeyword.Instance), Draft201909.VocabularyKeyword.Instance, OnItsParts(ContainsKeyword.Instance, TooFewItems),
        MaxContainsKeyword.Instance, MinContainsKeyword.Instance, OnTheValue(DependentSchemasKeyword.Instance), OnEveryPair(DependentRequiredKeyword.Instance),
        new Counted.UnevaluatedProperties(),
    ];

    private static IKeywordHandler[] Always() =>
    [
        // Other keywords name these by their type, to be evaluated after them. The counted ones of the same name take their place.
        PropertiesKeyword.Instance, PatternPropertiesKeyword.Instance, IfKeyword.Instance,
        OnItsParts(PropertiesKeyword.Instance), new PatternKeywords.PatternProperties(), new Counted.AdditionalProperties(), OnItsParts(PropertyNamesKeyword.Instance),
        OnTheValue(IfKeyword.Instance), new Counted.Then(), new Counted.Else(), new Counted.Ref(), OnTheValue(AllOfKeyword.Instance),
        OnTheValue(AnyOfKeyword.Instance, "it fits none of the schemas."), OnTheValue(OneOfKeyword.Instance, "it must fit exactly one of the schemas."),
        OnTheValue(NotKeyword.Instance, "it fits the schema that it must not fit."),
        OnItsParts(RequiredKeyword.Instance), new PatternKeywords.Pattern(), new AssertedFormat(), new KnownDraft(),
        new Compared.Const(), new Compared.Enum(), new Compared.UniqueItems(), new Compared.MultipleOf(), TypeKeyword.Instance,
        MaximumKeyword.Instance, MinimumKeyword.Instance, ExclusiveMaximumKeyword.Instance, ExclusiveMinimumKeyword.Instance,
        MaxLengthKeyword.Instance, MinLengthKeyword.Instance, MaxItemsKeyword.Instance, MinItemsKeyword.Instance, MaxPropertiesKeyword.Instance, MinPropertiesKeyword.Instance,
    ];

    private static CountedKeyword Held(IKeywordHandler keyword) => new(keyword, KeywordCost.OfNothing);

    private static CountedKeyword OnTheValue(IKeywordHandler keyword, string? problem = null) => new(keyword, KeywordCost.OfTheValue, problem);

    private static CountedKeyword OnItsParts(IKeywordHandler keyword, string? problem = null) => new(keyword, KeywordCost.OfItsParts, problem);

    private static CountedKeyword OnEveryPair(IKeywordHandler keyword) => new(keyword, KeywordCost.OfEveryPair);
}
