using System.Text.Json;

namespace FusionOfN.Training;

/// <summary>The tokens of a <c>tokenizer.json</c> and their ids.</summary>
internal sealed class TokenizerVocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <summary>One more than the largest id.</summary>
    public int Size { get; private set; }

    public static TokenizerVocabulary Parse(string tokenizerJson)
    {
        TokenizerVocabulary vocabulary = new();
        try
        {
            using var document = JsonDocument.Parse(tokenizerJson);
            foreach (var token in document.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject()) vocabulary.Add(token.Name, token.Value.GetInt32());
            foreach (var token in document.RootElement.GetProperty("added_tokens").EnumerateArray())
                vocabulary.Add(token.GetProperty("content").GetString()!, token.GetProperty("id").GetInt32());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"tokenizer.json cannot be read: {JsonMistake.Describe(exception)}.", exception);
        }

        return vocabulary;
    }

    public int IdOf(string token) => _ids.TryGetValue(token, out var id)
        ? id
        : throw new ArgumentException($"The vocabulary has no token \"{token}\"; name one of its own.", nameof(token));

    private void Add(string token, int id)
    {
        _ids[token] = id;
        Size = Math.Max(Size, id + 1);
    }
}
