using FusionOfN.Jobs;

namespace FusionOfN.Training;

/// <summary>A data set has rows that cannot be learned from. The message names the first of them, with line and field.</summary>
public sealed class SftDataException : Exception
{
    private const int Shown = 10;

    /// <summary>Creates the exception.</summary>
    public SftDataException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public SftDataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public SftDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">At least one problem.</param>
    public SftDataException(string path, IReadOnlyList<RowProblem> problems)
        : base(Describe(path, problems)) => Problems = problems;

    /// <summary>All that is wrong, in the order of the file.</summary>
    public IReadOnlyList<RowProblem> Problems { get; } = [];

    private static string Describe(string path, IReadOnlyList<RowProblem> problems)
    {
        var more = problems.Count > Shown ? $"{Environment.NewLine}… and {problems.Count - Shown:N0} more" : "";
        return $"{path} has {problems.Count:N0} bad {(problems.Count == 1 ? "row" : "rows")}:{Environment.NewLine}"
            + string.Join(Environment.NewLine, problems.Take(Shown)) + more;
    }
}
