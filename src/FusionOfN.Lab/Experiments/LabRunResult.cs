namespace FusionOfN.Lab;

/// <summary>What a run came to.</summary>
/// <param name="MarkdownPath">The report in Markdown.</param>
/// <param name="HtmlPath">The report as one page that needs nothing else.</param>
/// <param name="JsonPath">The figures of the report with the settings of the run.</param>
/// <param name="Findings">The findings that stand at the top of the report, one sentence each.</param>
public sealed record LabRunResult(string MarkdownPath, string HtmlPath, string JsonPath, IReadOnlyList<string> Findings);
