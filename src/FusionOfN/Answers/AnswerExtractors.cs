namespace FusionOfN;

/// <summary>Makes answer extractors by name.</summary>
public static class AnswerExtractors
{
    internal const string RegexPrefix = "regex:";

    /// <summary>The names that <see cref="Create"/> takes; the last one is followed by a pattern.</summary>
    public static IReadOnlyList<string> Names { get; } = ["number", "boxed", "choice", "exact", RegexPrefix + "PATTERN"];

    /// <summary>Makes an extractor.</summary>
    /// <param name="specification"><c>number</c>, <c>boxed</c>, <c>choice</c>, <c>exact</c> or <c>regex:PATTERN</c>.</param>
    /// <exception cref="ArgumentException">The name is unknown, or the pattern is not a regular expression. The message says how to mend
    /// it.</exception>
    public static IAnswerExtractor Create(string specification)
    {
        if (FindProblem(specification) is { } problem)
            throw new ArgumentException(problem);
        if (specification.StartsWith(RegexPrefix, StringComparison.OrdinalIgnoreCase))
            return new RegexAnswerExtractor(specification[RegexPrefix.Length..]);
        return specification.Trim().ToLowerInvariant() switch
        {
            "number" => new NumberAnswerExtractor(),
            "boxed" => new BoxedAnswerExtractor(),
            "choice" => new ChoiceLetterAnswerExtractor(),
            _ => new ExactTextAnswerExtractor(),
        };
    }

    /// <summary>Why <see cref="Create"/> would refuse a specification, and how to mend it.</summary>
    /// <param name="specification">What an extractor is to be made of.</param>
    /// <returns>The mistake; <see langword="null"/> when there is none.</returns>
    public static string? FindProblem(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        if (specification.StartsWith(RegexPrefix, StringComparison.OrdinalIgnoreCase))
            return RegexAnswerExtractor.FindProblem(specification[RegexPrefix.Length..]);
        return Names.Take(Names.Count - 1).Contains(specification.Trim().ToLowerInvariant())
            ? null
            : $"There is no answer extractor '{specification}'. Use one of: {string.Join(", ", Names)}.";
    }
}
