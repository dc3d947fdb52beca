namespace FusionOfN.Evaluation;

/// <summary>Files that cannot be scored, with what is wrong, where, and how to mend it.</summary>
public sealed class CorpusException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    /// <param name="problems">The rows that are wrong, as far as they are kept.</param>
    public CorpusException(string message, params IReadOnlyList<string> problems)
        : base(message) => Problems = problems;

    /// <summary>The rows that are wrong, each with its file and line: the first of them when there are many.</summary>
    public IReadOnlyList<string> Problems { get; }
}
