using System.Collections.Frozen;
using System.Text.Json;
using Json.Schema;
using Draft06 = Json.Schema.Keywords.Draft06;

namespace FusionOfN;

/// <summary><c>format</c> as OpenAI has it: asserted of a strict schema, for the formats that its structured outputs know. Otherwise it says nothing about what fits.</summary>
internal sealed class AssertedFormat : Draft06.FormatKeyword
{
    private static readonly FrozenSet<string> Known =
        new[] { "date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid" }.ToFrozenSet(StringComparer.Ordinal);

    public AssertedFormat()
        : base(requireFormatValidation: true)
    {
    }

    public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        var evaluation = (SchemaEvaluation)context.Options;
        evaluation.Count(1);
        return evaluation.AssertsFormats && context.Instance.ValueKind == JsonValueKind.String && Known.Contains(keyword.RawValue.GetString()!)
            ? base.Evaluate(keyword, context)
            : KeywordEvaluation.Ignore;
    }
}
