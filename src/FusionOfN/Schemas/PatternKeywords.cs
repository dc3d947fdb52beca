using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Json.Schema.Keywords;

namespace FusionOfN;

/// <summary>The keywords that hold regular expressions of the client's: each with a time limit of its own, and never compiled.</summary>
internal static class PatternKeywords
{
    // The dialect of the standard, which has no linear matcher: what is cheap to write can take for ever to match.
    private static readonly TimeSpan MaxMatch = TimeSpan.FromMilliseconds(100);

    private static Regex Read(string keyword, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.ECMAScript, MaxMatch);
        }
        catch (ArgumentException exception)
        {
            throw new SchemaProblemException($"'{keyword}' holds '{Short(pattern)}', which is no regular expression (ECMA-262) that can be used.", exception);
        }
    }

    private static string Short(string pattern)
    {
        const int Most = 60;
        return pattern.Length <= Most ? pattern : pattern[..Most] + "…";
    }

    internal sealed class Pattern : PatternKeyword
    {
        public override object? ValidateKeywordValue(JsonElement value) => value.ValueKind == JsonValueKind.String
            ? Read("pattern", value.GetString()!)
            : throw new JsonSchemaException("It is no string.");

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            ((SchemaEvaluation)context.Options).Count(1);
            return base.Evaluate(keyword, context);
        }
    }

    internal sealed class PatternProperties : PatternPropertiesKeyword
    {
        public override object? ValidateKeywordValue(JsonElement value) => value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(property => property.Name, property => Read("patternProperties", property.Name), StringComparer.Ordinal)
            : throw new JsonSchemaException("It is no object.");

        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            ((SchemaBuild)context.Options).Count(CountedKeywords.SizeOf(keyword.RawValue));
            base.BuildSubschemas(keyword, context);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            CountedKeywords.OnEveryPair(keyword, context);
            return base.Evaluate(keyword, context);
        }
    }
}
