namespace FusionOfN.Jobs;

/// <summary>A row of an input file that cannot be used: which field, and why.</summary>
public sealed class RowException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RowException()
    {
    }

    /// <summary>Creates the exception for a row as a whole.</summary>
    /// <param name="problem">What is wrong, and what is wanted.</param>
    public RowException(string problem)
        : base(problem)
    {
    }

    /// <summary>Creates the exception for a row as a whole.</summary>
    /// <param name="problem">What is wrong, and what is wanted.</param>
    /// <param name="innerException">The cause.</param>
    public RowException(string problem, Exception innerException)
        : base(problem, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="field">The field, for example <c>messages[1].content</c>.</param>
    /// <param name="problem">What is wrong with it, and what is wanted; goes on from the field's name.</param>
    public RowException(string field, string problem)
        : base($"{field} {problem}") => Field = field;

    /// <summary>The field.</summary>
    /// <value>The default value is <see langword="null"/>: the row as a whole is meant.</value>
    public string? Field { get; }
}
