using System.Text.Json;

namespace FusionOfN.Evaluation;

/// <summary>Reads the samples of lm-eval (<c>samples_TASK_DATE.jsonl</c>): each metric of each document.</summary>
public static class LmEvalImport
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">The samples.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">The file is something else.</exception>
    public static async Task<ImportedScores> ReadAsync(CorpusFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ScoreTally tally = new();
        await foreach (Record record in RecordReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (!record.Names("doc_id"))
                throw record.Wrong($"there is no doc_id, so this is no sample of lm-eval. Found: {ImportFormats.Describe(record)}");
            tally.AddRow();
            string filter = record.Text("filter") is { } named and not "none" ? $",{named}" : "";
            foreach (string metric in Metrics(record))
                tally.Add(metric + filter, record.Text("doc_id") ?? record.Place, null, Value(record, metric));
        }

        return tally.Rows == 0 ? throw new CorpusException($"{file.Name} holds no samples.") : tally.Result(null, file.Name);
    }

    // Older versions do not list the metrics; there every number that is no name of a document is one.
    private static IEnumerable<string> Metrics(Record record)
    {
        if (record.Json.TryGetProperty("metrics", out JsonElement listed) && listed.ValueKind == JsonValueKind.Array)
            return [.. listed.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)];
        return [.. record.Json.EnumerateObject()
            .Where(property => property.Name != "doc_id" && property.Name != "target" && property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            .Select(property => property.Name)];
    }

    private static double? Value(Record record, string metric) => record.Json.TryGetProperty(metric, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? value.GetBoolean() ? 1 : 0
        : value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? null : record.Number(metric);
}
