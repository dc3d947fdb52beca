using System.Globalization;

namespace FusionOfN.Lab;

/// <summary>How much of the fused answers is copied, and from whom.</summary>
internal static class CopySection
{
    private const int Size = PoolExperiment.PaperSize;

    public static void Write(ReportDocument document, LabResults results)
    {
        document.Heading("Where fused answers come from");
        document.Paragraph("By provenance: the share of an answer's characters that stand word for word in some candidate, split evenly where several hold the same piece. \"places\" are the places at which the fusor saw a candidate: equal shares mean that it favours none. \"is a candidate\" counts answers that equal one of the candidates; \"beats every candidate\" those that score higher than the best of them.");
        foreach (var pool in results.Settings.Pools)
        {
            string[] sources = pool.IsSelf ? [] : [.. pool.Members.Select(member => member.Name)];
            document.Table(
                ["column", "copied", .. sources, .. Enumerable.Range(1, Size).Select(place => string.Create(CultureInfo.InvariantCulture, $"place {place}")), "is a candidate", "beats every candidate", "fell back"],
                results.Columns.Select(column => Row(results, pool, sources, column)).OfType<IReadOnlyList<string>>());
        }
    }

    private static List<string>? Row(LabResults results, LabPool pool, string[] sources, TestColumn column)
    {
        var fused = results.Measurements.Of(pool.Name, LabMethods.Fusion, Size, column);
        AnswerRow[] written = [.. fused.Select(measurement => measurement.Answer!).Where(answer => answer.Shares is not null)];
        if (written.Length == 0)
            return null;

        var best = results.Measurements.Of(pool.Name, LabMethods.Oracle, Size, column).ToDictionary(measurement => measurement.Item.Id, measurement => measurement.Score);
        return
        [
            column.Title,
            Wording.Percent(written.Average(answer => answer.CopyRate!.Value)),
            .. sources.Select(source => Wording.Percent(written.Average(answer => answer.Candidates.Zip(answer.Shares!)
                .Where(pair => pair.First.StartsWith(source + "#", StringComparison.Ordinal)).Sum(pair => pair.Second)))),
            .. Enumerable.Range(0, Size).Select(place => Wording.Percent(MeanOrZero(written
                .Where(answer => answer.Order?.Count == answer.Candidates.Count).Select(answer => answer.Shares![answer.Order![place]])))),
            Wording.Percent(written.Count(answer => answer.EqualsCandidate == true) / (double)written.Length),
            Wording.Percent(fused.Count(measurement => measurement.Score > best[measurement.Item.Id]) / (double)fused.Count),
            string.Create(CultureInfo.InvariantCulture, $"{fused.Count(measurement => measurement.Answer!.Level == FallbackLevel.BestCandidate)}"),
        ];
    }

    private static double MeanOrZero(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average();
}
