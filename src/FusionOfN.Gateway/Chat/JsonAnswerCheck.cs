using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace FusionOfN.Gateway;

/// <summary>Holds an answer to JSON and, where one is given, to a JSON schema.</summary>
internal sealed class JsonAnswerCheck : IAnswerCheck
{
    private const int MostProblems = 5;

    private static readonly EvaluationOptions Evaluation = new() { OutputFormat = OutputFormat.List };

    private readonly JsonSchema? _schema;

    public JsonAnswerCheck(JsonSchema? schema = null) => _schema = schema;

    /// <summary>Makes a check out of a request's schema.</summary>
    /// <exception cref="GatewayException">The schema is none.</exception>
    public static JsonAnswerCheck ForSchema(JsonElement schema, string path)
    {
        try
        {
            var parsed = JsonSchema.FromText(schema.GetRawText(), new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 });

            // A reference that leads nowhere shows when it is first followed.
            parsed.Evaluate(JsonSerializer.SerializeToElement("", GatewayJson.Context.String), Evaluation);
            return new JsonAnswerCheck(parsed);
        }
        catch (Exception exception) when (exception is JsonException or JsonSchemaException or ArgumentException or InvalidOperationException or RefResolutionException)
        {
            throw GatewayException.BadField(path, "it is no JSON schema that can be used (2020-12, without references to other documents).", "invalid_schema");
        }
    }

    public AnswerVerdict Check(string answer)
    {
        var text = WithoutFence(answer);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (_schema is null)
                return document.RootElement.ValueKind == JsonValueKind.Object ? AnswerVerdict.Fits(text) : AnswerVerdict.Wrong("the answer must be one JSON object.");

            var result = _schema.Evaluate(document.RootElement, Evaluation);
            return result.IsValid ? AnswerVerdict.Fits(text) : AnswerVerdict.Wrong(Describe(result));
        }
        catch (RegexMatchTimeoutException)
        {
            return AnswerVerdict.Wrong("a pattern of the JSON schema takes too long to check; make it simpler.");
        }
        catch (JsonException exception)
        {
            return AnswerVerdict.Wrong($"it is no valid JSON (line {exception.LineNumber + 1}).");
        }
    }

    private static string Describe(EvaluationResults results)
    {
        var problems = (results.Details ?? [])
            .Where(detail => detail.Errors is { Count: > 0 })
            .SelectMany(detail => detail.Errors!.Select(error => $"{Place(detail)}: {error.Value}"))
            .Distinct()
            .Take(MostProblems)
            .ToList();
        return problems.Count > 0 ? $"it does not fit the JSON schema: {string.Join("; ", problems)}" : "it does not fit the JSON schema.";
    }

    private static string Place(EvaluationResults detail) => detail.InstanceLocation.ToString() is { Length: > 0 } place ? place : "the whole";

    // Models like to put a fence around JSON, whatever they are told.
    private static string WithoutFence(string answer)
    {
        var text = answer.Trim();
        if (!text.StartsWith("```", StringComparison.Ordinal) || !text.EndsWith("```", StringComparison.Ordinal) || text.Length < 7)
            return text;
        var start = text.IndexOf('\n', StringComparison.Ordinal);
        return start < 0 ? text : text[(start + 1)..^3].Trim();
    }
}
