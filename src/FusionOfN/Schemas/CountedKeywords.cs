using Json.Schema;
using Json.Schema.Keywords;
using Draft201909 = Json.Schema.Keywords.Draft201909;
using Draft202012 = Json.Schema.Keywords.Draft202012;

namespace FusionOfN;

/// <summary>Counted keywords that the library knows by their type: it follows references by it, and orders by it, through attributes, what reads the notes of others.</summary>
/// <remarks>For all others there is <see cref="CountedKeyword"/>.</remarks>
internal static class CountedKeywords
{
    internal sealed class Then : ThenKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfTheValue(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class Else : ElseKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfTheValue(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class AdditionalProperties : AdditionalPropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfItsParts(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class UnevaluatedProperties : UnevaluatedPropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfItsParts(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class UnevaluatedItems : UnevaluatedItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfItsParts(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class OldUnevaluatedItems : Draft201909.UnevaluatedItemsKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfItsParts(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class DynamicRef : Draft202012.DynamicRefKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfTheValue(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class Ref : RefKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            KeywordCost.OfBuilding(keyword, context);
            base.BuildSubschemas(keyword, context);

            // The standard's own schemas are shared by all requests: whole, and never cut into for one.
            if (keyword.Value is Uri { Host: SchemaDialects.Host, Fragment.Length: > 1 })
                throw new SchemaProblemException($"the reference '{keyword.RawValue.GetString()}' leads into another document. Put what it names under $defs.");
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            KeywordCost.OfTheValue(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }
}
