namespace FusionOfN.Jobs;

/// <summary>A line of a log that is none of its rows. Nothing in the file was changed.</summary>
public sealed class JsonLinesException : Exception
{
    /// <summary>Creates the exception.</summary>
    public JsonLinesException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public JsonLinesException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public JsonLinesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="problem">What is wrong with it.</param>
    public JsonLinesException(int line, string problem)
        : base($"line {line}: {problem}") => (Line, Problem) = (line, problem);

    /// <summary>The line, from 1; 0 when none is known.</summary>
    public int Line { get; }

    /// <summary>What is wrong with the line.</summary>
    public string Problem { get; } = "";
}
