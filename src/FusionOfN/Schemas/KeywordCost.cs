using System.Text.Json;
using Json.Schema;

namespace FusionOfN;

/// <summary>Counts what a keyword is about to do, before the library does it.</summary>
internal static class KeywordCost
{
    // Looking for a name among the members of an object is that much cheaper than a step.
    private const int LooksInAStep = 64;

    public static int SizeOf(JsonElement value) => Math.Max(1, value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.GetPropertyCount(),
        _ => 1,
    });

    /// <summary>Before the subschemas of a keyword are built.</summary>
    public static void OfBuilding(KeywordData keyword, BuildContext context) => ((SchemaBuild)context.Options).Count(SizeOf(keyword.RawValue));

    /// <summary>Before subschemas are applied to the value itself.</summary>
    public static void OfTheValue(KeywordData keyword, EvaluationContext context) => ((SchemaEvaluation)context.Options).Count(SizeOf(keyword.RawValue));

    /// <summary>Before something is applied to what the value holds.</summary>
    public static void OfItsParts(KeywordData keyword, EvaluationContext context)
    {
        long keywords = SizeOf(keyword.RawValue), parts = SizeOf(context.Instance);
        ((SchemaEvaluation)context.Options).Count(keywords + parts + (keywords * parts / LooksInAStep));
    }

    /// <summary>Before every part is held against every pattern.</summary>
    public static void OfEveryPair(KeywordData keyword, EvaluationContext context) =>
        ((SchemaEvaluation)context.Options).Count((long)SizeOf(keyword.RawValue) * SizeOf(context.Instance));

    /// <summary>Nothing is applied when a value is looked at.</summary>
    public static void OfNothing(KeywordData keyword, EvaluationContext context)
    {
    }
}
