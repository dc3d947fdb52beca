using System.Text.Json;
using Json.Schema;

namespace FusionOfN;

/// <summary>A keyword of the library that counts what it is about to do.</summary>
/// <param name="inner">The library's own.</param>
/// <param name="cost">Counts before a value is looked at.</param>
/// <param name="problem">What a value that does not fit is told, where the library says nothing because several schemas are to blame.</param>
internal sealed class CountedKeyword(IKeywordHandler inner, Action<KeywordData, EvaluationContext> cost, string? problem = null) : IKeywordHandler
{
    public string Name => inner.Name;

    public object? ValidateKeywordValue(JsonElement value) => inner.ValidateKeywordValue(value);

    public void BuildSubschemas(KeywordData keyword, BuildContext context)
    {
        KeywordCost.OfBuilding(keyword, context);
        inner.BuildSubschemas(keyword, context);
    }

    public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        cost(keyword, context);
        var result = inner.Evaluate(keyword, context);
        return problem is null || result.IsValid || result.Error is not null ? result : result with { Error = problem };
    }
}
