namespace FusionOfN.Lab;

/// <summary>Weak pools, other fusors, and the controls that show where the gain comes from.</summary>
internal static class AblationSection
{
    private const int Size = PoolExperiment.PaperSize;

    public static void Write(ReportDocument document, LabResults results)
    {
        if (results.Settings.Teachers is not { } pool)
            return;

        document.Heading("Controls and ablations");
        document.Paragraph("Without candidates, and with the candidates of another prompt, the fusor should be lost: what it then still gets right is its own knowledge, not fusion.");
        string[] controls = [LabMethods.Fusion, LabMethods.NoCandidates, LabMethods.OtherCandidates, LabMethods.PromptOnly, .. results.Cast.OtherFusors.Select(fusor => LabMethods.FusionBy(fusor.Name))];
        document.Table(["fusor", .. results.Columns.Select(column => column.Title)], controls
            .Select(method => (IReadOnlyList<string>)[method, .. results.Columns.Select(column => Wording.Score(results.Measurements.Mean(pool.Name, method, Size, column)))])
            .Where(row => row.Skip(1).Any(cell => cell != Wording.Nothing)));
        if (results.Settings.Weak.Count == 0)
            return;

        document.Paragraph("A weak pool: as many candidates, but only from the three members with the lowest scores in the column, asked twice where needed.");
        document.Table(["column", "members", LabMethods.Mean, LabMethods.BestOfN, LabMethods.Fusion, LabMethods.Oracle, "FusioN less BoN", "verdict", "weak FusioN less full FusioN", "verdict"],
            results.Columns.Where(results.Settings.Weak.ContainsKey).Select(column => Weak(results.Measurements, pool, results.Settings.Weak[column], column)));
    }

    private static IReadOnlyList<string> Weak(Measurements measurements, LabPool full, LabPool weak, TestColumn column)
    {
        var rewarded = measurements.Difference((weak.Name, LabMethods.Fusion, Size), (weak.Name, LabMethods.BestOfN, Size), column);
        var loss = measurements.Difference((weak.Name, LabMethods.Fusion, Size), (full.Name, LabMethods.Fusion, Size), column);
        string[] methods = [LabMethods.Mean, LabMethods.BestOfN, LabMethods.Fusion, LabMethods.Oracle];
        return
        [
            column.Title,
            string.Join(" ", weak.Members.Select(member => member.Name)),
            .. methods.Select(method => Wording.Score(measurements.Mean(weak.Name, method, Size, column))),
            Wording.Difference(rewarded),
            Wording.Of(rewarded),
            Wording.Difference(loss),
            Wording.Of(loss),
        ];
    }
}
