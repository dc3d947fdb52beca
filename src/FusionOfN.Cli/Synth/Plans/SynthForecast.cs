using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Turns answered prompts into a forecast of all of them.</summary>
internal static class SynthForecast
{
    private const string Total = "total";
    private const int LeastOfALanguage = 2;

    /// <summary>Forecasts a job.</summary>
    /// <param name="rows">Prompts of it that are answered, at least one.</param>
    /// <param name="prompts">All of its prompts, by language.</param>
    /// <param name="scorer">The model that scores; null when none does.</param>
    public static SynthForecastDocument Of(IReadOnlyList<SynthRow> rows, IReadOnlyDictionary<string, long> prompts, string? scorer)
    {
        long all = Math.Max(rows.Count, prompts.Values.Sum());
        PilotSpend[] spent = [.. rows.Select(Spent)];
        var stages = rows.Select(row => Stages(row, scorer).ToDictionary(stage => (stage.Stage, stage.Model), stage => stage.Spend)).ToArray();
        return new SynthForecastDocument(
            rows.Count,
            spent.All(item => item.CostUsd is not null) ? spent.Sum(item => item.CostUsd) : null,
            Line(Total, null, spent, all),
            [.. stages.SelectMany(row => row.Keys).Distinct().Select(key => Line(key.Stage, key.Model, [.. stages.Select(row => row.GetValueOrDefault(key) ?? PilotSpend.Nothing)], all))],
            [.. prompts.Select(language => Language(language.Key, language.Value, rows, spent))]);
    }

    // Of a language that the pilot met once or never, no more is known than of all of them.
    private static ForecastLine Language(string code, long count, IReadOnlyList<SynthRow> rows, PilotSpend[] spent)
    {
        PilotSpend[] own = [.. spent.Where((_, index) => (rows[index].Language ?? SynthEstimate.NoLanguage) == code)];
        if (own.Length >= LeastOfALanguage)
            return Line(code, null, own, Math.Max(count, own.Length));
        return new ForecastLine(code, null, Mean(item => item.Calls), Mean(item => item.InputTokens), Mean(item => item.OutputTokens), spent.All(item => item.CostUsd is not null) ? Mean(item => (double)item.CostUsd!.Value) : null);

        ForecastRange Mean(Func<PilotSpend, double> of) => new(spent.Average(of) * count, null, null);
    }

    private static ForecastLine Line(string part, string? model, IReadOnlyList<PilotSpend> items, long all) => new(
        part,
        model,
        ForecastRange.Of([.. items.Select(item => (double)item.Calls)], all),
        ForecastRange.Of([.. items.Select(item => (double)item.InputTokens)], all),
        ForecastRange.Of([.. items.Select(item => (double)item.OutputTokens)], all),
        items.All(item => item.CostUsd is not null) ? ForecastRange.Of([.. items.Select(item => (double)item.CostUsd!.Value)], all) : null);

    private static PilotSpend Spent(SynthRow row) => new(row.Calls, row.InputTokens ?? 0, row.OutputTokens ?? 0, row.Calls == 0 ? 0 : row.CostUsd);

    private static IEnumerable<(string Stage, string? Model, PilotSpend Spend)> Stages(SynthRow row, string? scorer)
    {
        PilotSpend rest = Spent(row);
        foreach (var teacher in row.Candidates.Where(candidate => candidate.OutputTokens is not null || candidate.CostUsd is not null).GroupBy(candidate => candidate.Model))
        {
            PilotSpend spend = new(teacher.Count(), teacher.Sum(candidate => candidate.InputTokens ?? 0), teacher.Sum(candidate => candidate.OutputTokens ?? 0), teacher.All(candidate => candidate.CostUsd is not null) ? teacher.Sum(candidate => candidate.CostUsd) : null);
            rest = rest.Less(spend);
            yield return ("candidates", teacher.Key, spend);
        }

        foreach (SynthAnswer answer in row.Answers.Where(answer => answer.Calls > 0))
        {
            PilotSpend spend = new(answer.Calls, answer.InputTokens ?? 0, answer.OutputTokens ?? 0, answer.CostUsd);
            rest = rest.Less(spend);
            yield return (answer.Method, answer.Writer ?? scorer, spend);
        }

        if (rest.Calls > 0)
            yield return (row.Translation is null ? "scores" : "translation and scores", row.Translation is null ? scorer : null, rest);
    }
}

/// <summary>What one prompt, or a stage of it, took.</summary>
internal sealed record PilotSpend(long Calls, long InputTokens, long OutputTokens, decimal? CostUsd)
{
    public static PilotSpend Nothing { get; } = new(0, 0, 0, 0);

    public PilotSpend Less(PilotSpend other) => new(Calls - other.Calls, InputTokens - other.InputTokens, OutputTokens - other.OutputTokens, CostUsd - other.CostUsd);
}
