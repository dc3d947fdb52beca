using System.Text.Json;

namespace FusionOfN.Lab;

/// <summary>Writes the report of a run in all its forms.</summary>
internal static class ReportFiles
{
    public const string MarkdownFile = "report.md";
    public const string HtmlFile = "report.html";
    public const string JsonFile = "results.json";

    public static LabRunResult Write(LabResults results)
    {
        string directory = results.Options.OutputDirectory;
        var (document, findings) = LabReport.Build(results);
        string figures = Path.Combine(directory, MarkdownWriter.FigureFolder);
        Directory.CreateDirectory(figures);
        foreach (var figure in document.Blocks.OfType<FigureBlock>())
            File.WriteAllText(Path.Combine(figures, figure.Name + ".svg"), figure.Svg);

        LabRunResult written = new(
            Path.Combine(directory, MarkdownFile), Path.Combine(directory, HtmlFile), Path.Combine(directory, JsonFile), findings);
        File.WriteAllText(written.MarkdownPath, MarkdownWriter.Write(document));
        File.WriteAllText(written.HtmlPath, HtmlWriter.Write(document));
        File.WriteAllText(written.JsonPath, JsonSerializer.Serialize(ResultsJson.Of(results, findings), LabJson.Indented));
        return written;
    }
}
