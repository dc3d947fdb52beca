using System.Text.Json;
using Json.Schema;
using Json.Schema.Keywords;

namespace FusionOfN;

/// <summary>The keywords that compare whole values with each other. The library's own count nothing; these count by the length of what they compare.</summary>
internal static class ComparedKeywords
{
    internal sealed class Const : IKeywordHandler
    {
        public string Name => ConstKeyword.Instance.Name;

        public object? ValidateKeywordValue(JsonElement value) => ConstKeyword.Instance.ValidateKeywordValue(value);

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            Told(Name, new CountedEquality((SchemaEvaluation)context.Options).Equals(keyword.RawValue, context.Instance), "it must be the one value of the schema.");
    }

    internal sealed class Enum : IKeywordHandler
    {
        public string Name => EnumKeyword.Instance.Name;

        public object? ValidateKeywordValue(JsonElement value) => EnumKeyword.Instance.ValidateKeywordValue(value);

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            CountedEquality equality = new((SchemaEvaluation)context.Options);
            var instance = context.Instance;
            return Told(Name, keyword.RawValue.EnumerateArray().Any(value => equality.Equals(value, instance)), "it must be one of the values of the schema.");
        }
    }

    internal sealed class UniqueItems : IKeywordHandler
    {
        public string Name => UniqueItemsKeyword.Instance.Name;

        public object? ValidateKeywordValue(JsonElement value) => UniqueItemsKeyword.Instance.ValidateKeywordValue(value);

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            if (keyword.RawValue.ValueKind != JsonValueKind.True || context.Instance.ValueKind != JsonValueKind.Array)
                return KeywordEvaluation.Ignore;
            HashSet<JsonElement> seen = new(new CountedEquality((SchemaEvaluation)context.Options));
            return Told(Name, context.Instance.EnumerateArray().All(seen.Add), "its items must differ from each other.");
        }
    }

    /// <summary>Nothing is a multiple of zero: the library finds that out only when an answer is checked, after it was paid.</summary>
    internal sealed class MultipleOf : IKeywordHandler
    {
        public string Name => MultipleOfKeyword.Instance.Name;

        public object? ValidateKeywordValue(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number > 0 && double.IsFinite(number)
            ? MultipleOfKeyword.Instance.ValidateKeywordValue(value)
            : throw new SchemaProblemException("'multipleOf' must be a number above zero.");

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            ((SchemaEvaluation)context.Options).Count(1);
            return MultipleOfKeyword.Instance.Evaluate(keyword, context);
        }
    }

    private static KeywordEvaluation Told(string name, bool isValid, string problem) => new() { Keyword = name, IsValid = isValid, Error = isValid ? null : problem };
}
