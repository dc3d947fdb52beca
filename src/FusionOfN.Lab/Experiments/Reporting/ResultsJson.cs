namespace FusionOfN.Lab;

/// <summary>The figures of a run as data.</summary>
internal static class ResultsJson
{
    public static object Of(LabResults results, IReadOnlyList<string> findings) => new
    {
        results.Options.Command,
        results.Options.Seed,
        results.Options.Temperature,
        Languages = results.Options.Languages.Select(language => language.Code),
        Tasks = results.Options.Tasks,
        PromptsPerCell = results.Options.PerCell,
        Models = results.Cast.Everybody.Select(model => new { model.Part, model.Name, Hash = model.Fingerprint }),
        results.Cast.Notes,
        Findings = findings,
        Scores = results.Measurements.Keys.SelectMany(key => results.Columns.SelectMany(column => Scores(results, key, column))),
        Rows = new { Items = RunStore.ItemsFile, Candidates = RunStore.CandidatesFile, Rewards = RunStore.RewardsFile, Answers = RunStore.AnswersFile },
    };

    // All languages together, then each one.
    private static IEnumerable<object> Scores(LabResults results, (string Pool, string Method, int N) key, TestColumn column)
    {
        foreach (var language in results.Options.Languages.Prepend(null))
        {
            if (results.Measurements.Mean(key.Pool, key.Method, key.N, column, language) is not { } score)
                continue;
            var exact = results.Measurements.Mean(key.Pool, key.Method, key.N, column, language, exact: true)!;
            yield return new
            {
                key.Pool,
                key.Method,
                key.N,
                Task = column.TaskName,
                Entities = column.EntitiesName,
                Language = language?.Code ?? "all",
                Prompts = score.Observations,
                Score = Math.Round(score.Mean, 4),
                Low = score.IsMeaningful ? Math.Round(score.Low, 4) : (double?)null,
                High = score.IsMeaningful ? Math.Round(score.High, 4) : (double?)null,
                Exact = Math.Round(exact.Mean, 4),
            };
        }
    }
}
