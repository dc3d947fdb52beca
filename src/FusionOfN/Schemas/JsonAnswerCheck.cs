using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Holds an answer to JSON and, where one is given, to a JSON schema. Schemas are untrusted: bounded, and never fetched from elsewhere.</summary>
public sealed class JsonAnswerCheck : IAnswerCheck
{
    private const int MaxSteps = 100_000;

    // To say what does not fit, everything is kept that was looked at.
    private const int MaxStepsToDescribe = 20_000;
    private const int MaxProblems = 5;
    private const int MaxProblemLength = 300;

    private readonly JsonElement? _source;
    private readonly bool _isStrict;
    private JsonSchema? _schema;

    private JsonAnswerCheck(JsonElement? source, string place, bool isStrict) => (_source, Place, _isStrict) = (source, place, isStrict);

    /// <summary>Any JSON object fits.</summary>
    public static JsonAnswerCheck AnyObject { get; } = new(source: null, "", isStrict: false);

    /// <summary>Where the schema stands, for people: a field of a request, a file.</summary>
    public string Place { get; }

    /// <summary>Makes a check out of a schema. It is read by <see cref="Prepare"/>, when it is known who may ask what.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="place">Where it stands, for people.</param>
    /// <param name="isStrict">Whether it is to be kept strictly: then values must also have the form that <c>format</c> names.</param>
    public static JsonAnswerCheck ForSchema(JsonElement schema, string place, bool isStrict = false)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new(schema, place, isStrict);
    }

    /// <summary>The check that holds an answer to what <see cref="ChatOptions.ResponseFormat"/> asks for; null when it asks for text.</summary>
    /// <param name="options">The options of a request.</param>
    public static JsonAnswerCheck? For(ChatOptions? options) => options?.ResponseFormat switch
    {
        ChatResponseFormatJson { Schema: { } schema } => ForSchema(schema, $"{nameof(ChatOptions)}.{nameof(ChatOptions.ResponseFormat)}", options.AdditionalProperties?.GetValueOrDefault("strict") is true),
        ChatResponseFormatJson => AnyObject,
        _ => null,
    };

    /// <summary>Reads the schema, unless that was done.</summary>
    /// <exception cref="SchemaProblemException">The schema cannot be used; the message says where and why.</exception>
    public void Prepare()
    {
        if (_source is not { } source || _schema is not null)
            return;
        if (!IsReadable(source))
            throw new SchemaProblemException("it holds no JSON, or its document is disposed; keep the document, or give a Clone of its element.");
        _schema = SchemaReader.Read(source);
    }

    /// <inheritdoc/>
    public AnswerVerdict Check(string answer, CancellationToken cancellationToken)
    {
        var text = WithoutFence(answer);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (_source is null)
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

    private static bool IsReadable(JsonElement element)
    {
        try
        {
            return element.ValueKind != JsonValueKind.Undefined;
        }
        catch (ObjectDisposedException)
        {
            return false;
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
