namespace FusionOfN.Configuration;

/// <summary>An extractor must be one: its form is checked by its shape, its regular expression here.</summary>
internal static class ExtractorCheck
{
    public static void Run(object owner, string? extractor, SourceMap map, ProblemList problems)
    {
        if (extractor is not null && AnswerExtractors.FindProblem(extractor) is { } problem)
            problems.Add(map.At(owner, "extractor"), "The extractor's regular expression is not valid.", problem);
    }
}
