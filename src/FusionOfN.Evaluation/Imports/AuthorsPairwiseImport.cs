namespace FusionOfN.Evaluation;

/// <summary>Reads the comparisons that the authors of FusioN published: Best-of-N and fusion, each against the same opponent, by language.</summary>
/// <remarks>Source: <c>CohereLabs/fusion-pairwise-evals-test-time-scaling</c> and <c>-finetuned</c>. A win counts 1, a tie ½.</remarks>
public static class AuthorsPairwiseImport
{
    private static readonly string[] Sides = ["BoN", "Fusion"];

    /// <summary>Reads a file. Beside the two win rates there is their difference on the same prompts.</summary>
    /// <param name="file">The comparisons.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">The file is something else.</exception>
    public static async Task<ImportedScores> ReadAsync(CorpusFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ScoreTally tally = new();
        await foreach (Record record in RecordReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (!Sides.All(record.Names))
                throw record.Wrong($"there are no verdicts BoN and Fusion, so this is no comparison of the authors. Found: {ImportFormats.Describe(record)}");
            tally.AddRow();
            string question = record.Text("question_id") ?? record.Text("prompt") ?? record.Place;
            double?[] points = [.. Sides.Select(side => Points(record, side))];
            string? language = record.Text("language_code");
            tally.Add(Sides[0], question, language, points[0]);
            tally.Add(Sides[1], question, language, points[1]);
            tally.Add("Fusion less BoN", question, language, points[1] - points[0]);
        }

        return tally.Rows == 0 ? throw new CorpusException($"{file.Name} holds no comparisons.") : tally.Result(null, file.Name);
    }

    private static double? Points(Record record, string side) => record.Text(side)?.Trim().ToLowerInvariant() switch
    {
        "win" => 1,
        "tie" => 0.5,
        "loss" => 0,
        null or "" => null,
        var other => throw record.Wrong($"{side} must be win, tie or loss, but it is '{other}'"),
    };
}
