using System.Text.Json;
using Json.Schema;
using Json.Schema.Keywords;
using Draft06 = Json.Schema.Keywords.Draft06;
using Draft201909 = Json.Schema.Keywords.Draft201909;
using Draft202012 = Json.Schema.Keywords.Draft202012;

namespace FusionOfN;

/// <summary>The keywords that apply subschemas or grow with the schema, each counting what it is about to do before the library does it.</summary>
internal static class CountedKeywords
{
    // Looking for a name among the members of an object is that much cheaper than a step.
    private const int LooksInAStep = 64;

    public static int SizeOf(JsonElement value) => Math.Max(1, value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.GetPropertyCount(),
        _ => 1,
    });

    // Each gives the keyword back, so that counting stands where it is used.
    private static KeywordData Building(KeywordData keyword, BuildContext context)
    {
        ((SchemaBuild)context.Options).Count(SizeOf(keyword.RawValue));
        return keyword;
    }

    /// <summary>Before subschemas are applied to the value itself.</summary>
    private static KeywordData OnTheValue(KeywordData keyword, EvaluationContext context) => Counted(keyword, context, SizeOf(keyword.RawValue));

    /// <summary>Before something is applied to what the value holds.</summary>
    private static KeywordData OnItsParts(KeywordData keyword, EvaluationContext context)
    {
        long keywords = SizeOf(keyword.RawValue), parts = SizeOf(context.Instance);
        return Counted(keyword, context, keywords + parts + (keywords * parts / LooksInAStep));
    }

    /// <summary>Before every part is held against every pattern.</summary>
    public static KeywordData OnEveryPair(KeywordData keyword, EvaluationContext context) =>
        Counted(keyword, context, (long)SizeOf(keyword.RawValue) * SizeOf(context.Instance));

    private static KeywordData Counted(KeywordData keyword, EvaluationContext context, long steps)
    {
        ((SchemaEvaluation)context.Options).Count(steps);
        return keyword;
    }

    /// <summary>The library says nothing where several schemas are to blame.</summary>
    private static KeywordEvaluation Told(KeywordEvaluation result, string problem) => result.IsValid || result.Error is not null ? result : result with { Error = problem };

    internal sealed class AllOf : AllOfKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class AnyOf : AnyOfKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            Told(base.Evaluate(OnTheValue(keyword, context), context), "it fits none of the schemas.");
    }

    internal sealed class OneOf : OneOfKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            Told(base.Evaluate(OnTheValue(keyword, context), context), "it must fit exactly one of the schemas.");
    }

    internal sealed class Not : NotKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            Told(base.Evaluate(OnTheValue(keyword, context), context), "it fits the schema that it must not fit.");
    }

    internal sealed class If : IfKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class Then : ThenKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class Else : ElseKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class DependentSchemas : DependentSchemasKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class Dependencies : Draft06.DependenciesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class DynamicRef : Draft202012.DynamicRefKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class RecursiveRef : Draft201909.RecursiveRefKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    internal sealed class Properties : PropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class AdditionalProperties : AdditionalPropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class PropertyNames : PropertyNamesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class UnevaluatedProperties : UnevaluatedPropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class Items : ItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class PrefixItems : PrefixItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class Contains : ContainsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            Told(base.Evaluate(OnItsParts(keyword, context), context), "it does not hold as many items that fit as it must.");
    }

    internal sealed class UnevaluatedItems : UnevaluatedItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class OldItems : Draft06.ItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class OldAdditionalItems : Draft06.AdditionalItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class OldContains : Draft06.ContainsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            Told(base.Evaluate(OnItsParts(keyword, context), context), "it does not hold as many items that fit as it must.");
    }

    internal sealed class OldUnevaluatedItems : Draft201909.UnevaluatedItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    internal sealed class Defs : DefsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);
    }

    internal sealed class OldDefinitions : Draft06.DefinitionsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context) => base.BuildSubschemas(Building(keyword, context), context);
    }

    internal sealed class Ref : RefKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            base.BuildSubschemas(Building(keyword, context), context);

            // The standard's own schemas are shared by all requests: whole, and never cut into for one.
            if (keyword.Value is Uri { Host: SchemaDialects.Host, Fragment.Length: > 1 })
                throw new SchemaProblemException($"the reference '{keyword.RawValue.GetString()}' leads into another document. Put what it names under $defs.");
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnTheValue(keyword, context), context);
    }

    /// <summary>Has no subschemas, but may hold a long list.</summary>
    internal sealed class Required : RequiredKeyword
    {
        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnItsParts(keyword, context), context);
    }

    /// <inheritdoc cref="Required"/>
    internal sealed class DependentRequired : DependentRequiredKeyword
    {
        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => base.Evaluate(OnEveryPair(keyword, context), context);
    }
}
