using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Json.Schema;

namespace FusionOfN;

/// <summary>Reads a client's JSON schema, which is untrusted: bounded, with every reference followed, and never fetched from elsewhere.</summary>
internal static class SchemaReader
{
    private const int MaxCharacters = 1_048_576;
    private const int MaxTokens = 100_000;

    // Each reference is looked for among the members of the objects it leads through, one by one.
    private const long MaxLooks = 4_000_000;
    private const int MaxDepth = 128;

    // The library follows references by recursion, as far as they lead. Only what is used of it is taken from memory.
    private const int StackBytes = 128 * 1024 * 1024;

    /// <summary>Reads a schema.</summary>
    /// <exception cref="SchemaProblemException">It is too large, none, or leads nowhere or in a circle; the message says where.</exception>
    public static JsonSchema Read(JsonElement schema)
    {
        CheckSize(schema);
        ExceptionDispatchInfo? problem = null;
        JsonSchema? read = null;
        Thread thread = new(() =>
        {
            try
            {
                read = Build(schema);
            }
#pragma warning disable CA1031 // It is thrown again where the thread is waited for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                problem = ExceptionDispatchInfo.Capture(exception);
            }
        }, StackBytes)
        { IsBackground = true, Name = "JSON schema" };
        thread.Start();
        thread.Join();
        problem?.Throw();
        return read!;
    }

    private static JsonSchema Build(JsonElement schema)
    {
        try
        {
            var read = JsonSchema.Build(schema, new SchemaBuild());
            SchemaGraph.Check(read.Root);
            return read;
        }
#pragma warning disable CA1031 // The library throws what it likes at what is no schema.
        catch (Exception exception) when (exception is not SchemaProblemException)
#pragma warning restore CA1031
        {
            throw new SchemaProblemException(
                Explain(schema) ?? RepeatedNames.Find(schema) ?? Circle(exception) ?? "It is no JSON schema that can be used (2020-12, or the draft that $schema names).", exception);
        }
    }

    private static void CheckSize(JsonElement schema)
    {
        var raw = JsonMarshal.GetRawUtf8Value(schema);
        var (tokens, references, largest) = (0, 0, 0);
        Span<int> members = stackalloc int[MaxDepth + 1];
        Utf8JsonReader reader = new(raw, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (tokens <= MaxTokens && reader.Read())
        {
            tokens++;
            if (reader.TokenType == JsonTokenType.StartObject)
                members[reader.CurrentDepth + 1] = 0;
            else if (reader.TokenType == JsonTokenType.PropertyName)
                largest = Math.Max(largest, ++members[reader.CurrentDepth]);
            if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("$ref"u8) || reader.ValueTextEquals("$dynamicRef"u8)))
                references++;
        }

        if (raw.Length > MaxCharacters || tokens > MaxTokens || (long)references * largest > MaxLooks)
        {
            throw new SchemaProblemException(
                $"It is too large: at most {MaxCharacters} characters, {MaxTokens} names, values and brackets, and {MaxLooks} as the number of its references times the members of its largest object.");
        }
    }

    // A reference to itself alone, which the library follows while it reads.
    private static string? Circle(Exception exception) => exception.Message.StartsWith("Cycle detected", StringComparison.Ordinal)
        ? "A reference in it leads back to itself without going into a part of the value, so that it could never be checked. Refer to it below properties or items."
        : null;

    /// <summary>Where the standard's own schema of schemas finds it wrong; null when it does not.</summary>
    private static string? Explain(JsonElement schema)
    {
        var results = MetaSchemas.Draft202012.Evaluate(schema, new EvaluationOptions { OutputFormat = OutputFormat.List });

        // Of a schema that is sound there are errors too: those of alternatives that another one made good.
        return (results.IsValid ? [] : results.Details ?? [])
            .Where(detail => detail.Errors is { Count: > 0 })
            .OrderByDescending(detail => detail.InstanceLocation.SegmentCount)
            .Select(detail => $"#{detail.InstanceLocation}: {detail.Errors!.First().Value}")
            .FirstOrDefault();
    }
}
