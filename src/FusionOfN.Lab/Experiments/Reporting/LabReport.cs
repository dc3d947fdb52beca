namespace FusionOfN.Lab;

/// <summary>The report of a run, section by section.</summary>
internal static class LabReport
{
    public static (ReportDocument Document, IReadOnlyList<string> Findings) Build(LabResults results)
    {
        ReportDocument document = new();
        var findings = Findings.Of(results);
        HeaderSection.Write(document, results, findings);
        foreach (var pool in results.Settings.Pools)
            PoolSection.Write(document, results, pool);
        CurveSection.Write(document, results);
        LanguageSection.Write(document, results);
        AblationSection.Write(document, results);
        CopySection.Write(document, results);
        StudentSection.Write(document, results);
        TraceSection.Write(document, results);
        return (document, findings);
    }
}
