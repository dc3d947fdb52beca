using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace FusionOfN.Gateway;

/// <summary>Holds an answer to JSON and, where one is given, to a JSON schema.</summary>
internal sealed class JsonAnswerCheck : IAnswerCheck
{
    private const int MaxSteps = 100_000;

    // To say what does not fit, everything is kept that was looked at.
    private const int MaxStepsToDescribe = 20_000;
    private const int MaxProblems = 5;
    private const int MaxProblemLength = 300;

    private readonly JsonElement _source;
    private readonly string _path = "";
    private readonly bool _isStrict;
    private JsonSchema? _schema;

    public JsonAnswerCheck()
    {
    }

    private JsonAnswerCheck(JsonElement source, string path, bool isStrict)
    {
        _source = source;
        _path = path;
        _isStrict = isStrict;
    }

    private bool HasSchema => _path.Length > 0;

    /// <summary>Makes a check out of a request's schema. It is read by <see cref="Prepare"/>, when it is known who may ask what.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="path">Its place in the request.</param>
    /// <param name="isStrict">Whether the request wants it kept strictly: then values must also have the form that <c>format</c> names.</param>
    public static JsonAnswerCheck ForSchema(JsonElement schema, string path, bool isStrict) => new(schema, path, isStrict);

    /// <summary>Reads the schema, unless that was done.</summary>
    /// <exception cref="GatewayException">The schema cannot be used.</exception>
    public void Prepare()
    {
        if (!HasSchema || _schema is not null)
            return;

        try
        {
            _schema = SchemaReader.Read(_source);
        }
        catch (SchemaProblemException exception)
        {
            throw GatewayException.BadField(_path, exception.Message, "invalid_schema");
        }
    }

    /// <inheritdoc/>
    public AnswerVerdict Check(string answer, CancellationToken cancellationToken)
    {
        var text = WithoutFence(answer);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (!HasSchema)
                return document.RootElement.ValueKind == JsonValueKind.Object ? AnswerVerdict.Fits(text) : AnswerVerdict.Wrong("the answer must be one JSON object.");

            Prepare();
            return _schema!.Evaluate(document.RootElement, new SchemaEvaluation(OutputFormat.Flag, MaxSteps, _isStrict, cancellationToken)).IsValid
                ? AnswerVerdict.Fits(text)
                : AnswerVerdict.Wrong(Describe(document.RootElement, cancellationToken));
        }
        catch (JsonException exception)
        {
            return AnswerVerdict.Wrong($"it is no valid JSON (line {exception.LineNumber + 1}).");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // An answer that cannot be checked does not fit, whatever keeps the library from checking it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return AnswerVerdict.Wrong(WhyNotChecked(exception));
        }
    }

    private static string WhyNotChecked(Exception exception) => exception switch
    {
        RegexMatchTimeoutException => "a pattern of the JSON schema takes too long to check; make it simpler.",
        SchemaLimitException => exception.Message,
        _ => "it holds a text or a number that cannot be checked against the JSON schema, such as half a surrogate pair.",
    };

    private string Describe(JsonElement answer, CancellationToken cancellationToken)
    {
        const string Short = "it does not fit the JSON schema.";
        try
        {
            var result = _schema!.Evaluate(answer, new SchemaEvaluation(OutputFormat.List, MaxStepsToDescribe, _isStrict, cancellationToken));
            var problems = (result.Details ?? [])
                .Where(detail => detail.Errors is { Count: > 0 })
                .SelectMany(detail => detail.Errors!.Select(error => Problem(detail, error.Key, error.Value)))
                .Distinct()
                .Take(MaxProblems)
                .ToList();
            return problems.Count > 0 ? $"it does not fit the JSON schema: {string.Join("; ", problems)}" : Short;
        }
        catch (SchemaLimitException)
        {
            return Short;
        }
    }

    /// <summary>The place in the answer, the keyword that is not kept, and how.</summary>
    private static string Problem(EvaluationResults detail, string keyword, string message)
    {
        var place = detail.InstanceLocation.ToString() is { Length: > 0 } at ? at : "the whole";
        var problem = keyword.Length > 0 ? $"{place}: {keyword}: {message}" : $"{place}: {message}";
        return problem.Length <= MaxProblemLength ? problem : problem[..MaxProblemLength] + "…";
    }

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
