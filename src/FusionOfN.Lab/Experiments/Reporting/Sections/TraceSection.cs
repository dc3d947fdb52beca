namespace FusionOfN.Lab;

/// <summary>Prompts to look at: for each column one that fusion won, one that it lost.</summary>
internal static class TraceSection
{
    private const int Size = PoolExperiment.PaperSize;

    public static void Write(ReportDocument document, LabResults results)
    {
        if (results.Settings.Pools.Count == 0)
            return;

        LabPool pool = results.Settings.Pools[0];
        document.Heading("To look at");
        document.Paragraph($"From {pool.Name}: for each column the prompt on which the fused answer is furthest above the best candidate, and the one on which it is furthest below.");
        foreach (var column in results.Columns)
        {
            var best = results.Measurements.Of(pool.Name, LabMethods.Oracle, Size, column).ToDictionary(measurement => measurement.Item.Id, measurement => measurement.Score);
            var fused = results.Measurements.Of(pool.Name, LabMethods.Fusion, Size, column);
            if (fused.Count == 0)
                continue;

            var won = fused.MaxBy(measurement => measurement.Score - best[measurement.Item.Id])!;
            var lost = fused.MinBy(measurement => measurement.Score - best[measurement.Item.Id])!;
            if (won.Score > best[won.Item.Id])
                Show(document, results, pool, won, "won");
            if (lost.Score < best[lost.Item.Id])
                Show(document, results, pool, lost, "lost");
        }
    }

    private static void Show(ReportDocument document, LabResults results, LabPool pool, Measurement fused, string how)
    {
        LabItem item = fused.Item.Item;
        List<IReadOnlyList<string>> rows = [["prompt", item.Prompt, ""], ["right answer", item.Gold, ""]];
        foreach (string label in fused.Answer!.Candidates)
        {
            if (results.Candidates?.Invoke(pool.Name, fused.Item.Id, label) is { } candidate)
                rows.Add([label, candidate.Text, Wording.Percent(candidate.Score)]);
        }

        if (results.Measurements.Of(pool.Name, LabMethods.BestOfN, Size, fused.Item.Column).FirstOrDefault(measurement => measurement.Item.Id == fused.Item.Id) is { } taken)
            rows.Add([$"BoN took {taken.Answer!.Selected}", taken.Answer.Answer, Wording.Percent(taken.Score)]);
        rows.Add(["FusioN wrote", fused.Answer.Answer, Wording.Percent(fused.Score)]);
        document.Heading($"{fused.Item.Column.Title}: {how} ({fused.Item.Id})", level: 3);
        document.Table(["", "text", "score"], rows);
    }
}
