using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionOfN.Local;

/// <summary>Reads a pattern of a <c>tokenizer.json</c>: a regular expression, or a text that stands for itself.</summary>
internal sealed class PatternReader
{
    private readonly string _file;

    public PatternReader(string file) => _file = file;

    public Regex Read(JsonElement pattern, RegexOptions options) => Make(
        TokenizerJson.Part(pattern, "Regex") is { ValueKind: not JsonValueKind.Undefined } regex ? TokenizerJson.TextOf(regex, "Regex")
        : TokenizerJson.Part(pattern, "String") is { ValueKind: not JsonValueKind.Undefined } literal ? Regex.Escape(TokenizerJson.TextOf(literal, "String"))
        : throw TokenizerJson.NotUnderstood(_file, $"the pattern {TokenizerJson.Shown(pattern)}"), options);

    public Regex Make(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException exception)
        {
            throw new LocalModelException($"{_file}: the pattern {pattern} is not one this runtime understands: {exception.Message}", exception);
        }
    }
}
