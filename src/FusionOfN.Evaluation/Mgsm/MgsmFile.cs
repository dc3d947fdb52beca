namespace FusionOfN.Evaluation;

/// <summary>Grades a file of responses: rows with <c>response</c>, <c>target</c> and <c>language</c>, and <c>question_id</c> where a question is there in several languages.</summary>
public static class MgsmFile
{
    private const int MaxLines = 20;

    private static readonly (string Name, Func<string, string, string, MgsmVerdict> Grade)[] Graders =
    [
        ("mgsm:simple-evals", MgsmScorers.SimpleEvals),
        ("mgsm:lm-eval", MgsmScorers.LmEval),
        ("mgsm:robust", MgsmScorers.Robust),
    ];

    /// <summary>Grades a file.</summary>
    /// <param name="file">The file, JSON Lines or one list.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">A row is wrong, or there is none.</exception>
    public static async Task<MgsmResult> GradeAsync(CorpusFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        List<(string Question, string Language, bool[] Correct)> rows = [];
        await foreach (Record record in RecordReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            string response = record.Text("response") ?? throw Missing(record, "response");
            string target = record.Text("target") ?? throw Missing(record, "target");
            string language = record.Text("language") ?? record.Text("lang") ?? throw Missing(record, "language");
            if (!MgsmScorers.Languages.Contains(language))
                throw record.Wrong($"MGSM has no language '{language}'. It has {string.Join(", ", MgsmScorers.Languages)}");
            rows.Add((record.Text("question_id") ?? record.Place, language, [.. Graders.Select(grader => grader.Grade(response, target, language).Correct)]));
        }

        return rows.Count == 0 ? throw new CorpusException($"{file.Name} has no rows.") : Result(rows);
    }

    private static CorpusException Missing(Record record, string name) => record.Wrong(
        $$"""{{name}} is missing. A row is {"response": "…", "target": "18", "language": "en"}. Found: {{record.Fields}}""");

    private static MgsmResult Result(List<(string Question, string Language, bool[] Correct)> rows)
    {
        string languages = string.Join('+', rows.Select(row => row.Language).Distinct().Order(StringComparer.Ordinal));
        List<MgsmScore> scores = [];
        List<MgsmDisagreement> disagreements = [];
        for (int grader = 0; grader < Graders.Length; grader++)
        {
            int one = grader;
            int correct = rows.Count(row => row.Correct[one]);
            Interval interval = ShareInterval.Of([.. rows.Select(row => new Observation(row.Question, "", row.Correct[one] ? 100 : 0))], whole: 100);
            scores.Add(new(Graders[one].Name, 100.0 * correct / rows.Count, correct, $"grader:{Graders[one].Name[5..]}|lang:{languages}", interval, rows
                .GroupBy(row => row.Language, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => 100 * group.Average(row => row.Correct[one] ? 1.0 : 0))));
            for (int other = one + 1; other < Graders.Length; other++)
                disagreements.Add(Between(rows, one, other));
        }

        return new(rows.Count, scores, disagreements);
    }

    private static MgsmDisagreement Between(List<(string Question, string Language, bool[] Correct)> rows, int first, int second)
    {
        int[] lines = [.. Enumerable.Range(0, rows.Count).Where(row => rows[row].Correct[first] != rows[row].Correct[second])];
        return new(
            Graders[first].Name,
            Graders[second].Name,
            lines.Count(row => rows[row].Correct[first]),
            lines.Count(row => rows[row].Correct[second]),
            [.. lines.Take(MaxLines).Select(row => row + 1)]);
    }
}
