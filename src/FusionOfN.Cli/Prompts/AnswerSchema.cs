using System.Text.Json;
using FusionOfN.Jobs;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>The JSON schema of <c>--schema</c>: the models are told of it, and the answer is held to it.</summary>
/// <param name="Format">What the models are told.</param>
/// <param name="Check">What the answer is held to.</param>
internal sealed record AnswerSchema(ChatResponseFormat Format, IAnswerCheck Check)
{
    /// <summary>Reads a schema.</summary>
    /// <exception cref="CliException">There is no such file, or it is no JSON schema.</exception>
    public static async Task<AnswerSchema> ReadAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(await InputFile.ReadTextAsync(host, path, cancellationToken), JsonText.Lenient);
            JsonElement schema = document.RootElement.Clone();
            if (schema.ValueKind != JsonValueKind.Object)
                throw CliException.BadInput($"--schema: {path} holds {MessageReader.Describe(schema)}; a JSON schema is an object");
            JsonAnswerCheck check = JsonAnswerCheck.ForSchema(schema, path, isStrict: true);
            check.Prepare();
            return new AnswerSchema(ChatResponseFormat.ForJsonSchema(schema, "answer"), check);
        }
        catch (JsonException exception)
        {
            throw CliException.BadInput($"--schema: {path} is not JSON: {JsonText.Where(exception)}");
        }
        catch (SchemaProblemException exception)
        {
            throw CliException.BadInput($"--schema: {path} is no JSON schema that can be used: {exception.Message}");
        }
    }
}
