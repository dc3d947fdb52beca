using System.IO.Compression;
using System.Text.Json;

namespace FusionOfN.Evaluation;

/// <summary>Reads a log of inspect_ai (<c>.eval</c>, a zip archive): each score of each sample, the epochs of a sample together.</summary>
public static class InspectImport
{
    private const long MaxSampleBytes = 256_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="file">The log; its stream can seek.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">The file is something else.</exception>
    public static ImportedScores Read(CorpusFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            using ZipArchive archive = new(file.Stream, ZipArchiveMode.Read);
            ScoreTally tally = new();
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.StartsWith("samples/", StringComparison.Ordinal) && entry.Length > 0))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(tally, Open(entry, file.Name));
            }

            string? model = archive.GetEntry("header.json") is { } header ? Model(Open(header, file.Name)) : null;
            return tally.Rows == 0 ? throw new CorpusException($"{file.Name} is a zip archive without samples, so it is no finished log of inspect_ai.") : tally.Result(model, file.Name);
        }
        catch (InvalidDataException)
        {
            throw new CorpusException($"{file.Name} is no zip archive that can be read. Logs of inspect_ai end in .eval; those packed with zstd are not read: 'inspect log convert' writes others.");
        }
    }

    private static Record Open(ZipArchiveEntry entry, string name)
    {
        if (entry.Length > MaxSampleBytes)
            throw new CorpusException($"{name}, {entry.FullName} is longer than {MaxSampleBytes / 1_000_000} MB.");
        try
        {
            using Stream stream = new PythonJsonStream(entry.Open());
            using JsonDocument document = JsonDocument.Parse(stream);
            return new($"{name}, {entry.FullName}", document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new CorpusException($"{name}, {entry.FullName}: not JSON: {JsonMistake.Describe(exception)}.");
        }
    }

    private static string? Model(Record header) => header.Names("eval") && header.Json.GetProperty("eval") is { ValueKind: JsonValueKind.Object } eval ? new Record(header.Place, eval).Text("model") : null;

    private static void Add(ScoreTally tally, Record sample)
    {
        tally.AddRow();
        if (!sample.Names("scores") || sample.Json.GetProperty("scores") is not { ValueKind: JsonValueKind.Object } scores)
            return;
        foreach (JsonProperty score in scores.EnumerateObject())
        {
            JsonElement value = score.Value.ValueKind == JsonValueKind.Object && score.Value.TryGetProperty("value", out JsonElement inner) ? inner : score.Value;
            tally.Add(score.Name, sample.Text("id") ?? sample.Place, null, Value(value));
        }
    }

    // Correct, partial, incorrect and no answer, as inspect_ai's own metrics count them.
    private static double? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => value.GetString() switch { "C" => 1, "P" => 0.5, "I" or "N" => 0, _ => null },
        _ => null,
    };
}
