namespace FusionOfN.Jobs;

/// <summary>A value in an input file that cannot be used: which field, and why.</summary>
public sealed class RowException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RowException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public RowException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public RowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="field">The field, for example <c>messages[1].content</c>.</param>
    /// <param name="problem">What is wrong with it, and what is wanted.</param>
    public RowException(string field, string problem)
        : base($"{field} {problem}")
    {
    }
}
