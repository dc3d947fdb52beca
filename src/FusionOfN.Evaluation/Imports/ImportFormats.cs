using System.Text.Json;

namespace FusionOfN.Evaluation;

/// <summary>The formats of other tools, and what tells them apart, so that a file of another one is named for what it is.</summary>
internal static class ImportFormats
{
    /// <summary>Says what a record is, as far as its fields tell.</summary>
    public static string Describe(Record record)
    {
        string? known = record.Json.ValueKind != JsonValueKind.Object ? null
            : record.Json.TryGetProperty("games", out _) ? "a judgment of arena-hard (arena-hard)"
            : record.Json.TryGetProperty("doc_id", out _) ? "a sample of lm-eval (lm-eval)"
            : record.Json.TryGetProperty("preference", out _) ? "an annotation of alpaca_eval (alpaca-eval)"
            : record.Json.TryGetProperty("bon_completion", out _) ? "a comparison of the authors (authors-pairwise)"
            : record.Json.TryGetProperty("output", out _) && record.Json.TryGetProperty("instruction", out _) ? "an answer of a model, which nobody has judged yet"
            : null;
        return known is null ? $"fields {record.Fields}" : $"{known}, fields {record.Fields}";
    }

    /// <summary>The results of one model of a file.</summary>
    /// <param name="models">What was read, by model.</param>
    /// <param name="model">The model that was asked for; null for the only one.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="what">What the file has of it.</param>
    public static T Choose<T>(IReadOnlyDictionary<string, T> models, string? model, string file, string what)
    {
        string names = string.Join(", ", models.Keys.Order(StringComparer.Ordinal));
        if (models.Count == 0)
            throw new CorpusException($"{file} holds no {what}.");
        if (model is null)
            return models.Count == 1 ? models.Values.Single() : throw new CorpusException($"{file} has {what} of {models.Count} models; name one with --model: {names}.");
        return models.TryGetValue(model, out T? named) ? named : throw new CorpusException($"{file} has no {what} of {model}. There are: {names}.");
    }
}
