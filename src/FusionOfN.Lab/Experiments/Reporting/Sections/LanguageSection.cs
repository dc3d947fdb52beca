namespace FusionOfN.Lab;

/// <summary>Every language by itself.</summary>
internal static class LanguageSection
{
    private const int Size = PoolExperiment.PaperSize;

    public static void Write(ReportDocument document, LabResults results)
    {
        document.Heading("By language");
        document.Paragraph($"N={Size}. A translation counts for the language that is not English, whichever way it goes; for English, for all of them. One language has few prompts: read these tables for losses that an average could hide, not for small differences.");
        foreach (var pool in results.Settings.Pools)
        {
            foreach (var column in results.Columns)
            {
                document.Heading($"{pool.Name}: {column.Title}", level: 3);
                document.Table(
                    ["language", LabMethods.Mean, LabMethods.MinimumBayesRisk, LabMethods.BestOfN, LabMethods.Fusion, LabMethods.Oracle, "FusioN less BoN", "verdict", "FusioN less oracle", "verdict"],
                    results.Options.Languages.Select(language => Row(results.Measurements, pool, column, language)));
            }
        }
    }

    private static IReadOnlyList<string> Row(Measurements measurements, LabPool pool, TestColumn column, LabLanguage language)
    {
        var rewarded = measurements.Difference((pool.Name, LabMethods.Fusion, Size), (pool.Name, LabMethods.BestOfN, Size), column, language);
        var perfect = measurements.Difference((pool.Name, LabMethods.Fusion, Size), (pool.Name, LabMethods.Oracle, Size), column, language);
        string[] methods = [LabMethods.Mean, LabMethods.MinimumBayesRisk, LabMethods.BestOfN, LabMethods.Fusion, LabMethods.Oracle];
        return
        [
            $"{language.EnglishName} ({language.Code})",
            .. methods.Select(method => measurements.Mean(pool.Name, method, Size, column, language) is { } mean ? Wording.Percent(mean.Mean) : Wording.Nothing),
            Wording.Difference(rewarded),
            Wording.Of(rewarded),
            Wording.Difference(perfect),
            Wording.Of(perfect),
        ];
    }
}
