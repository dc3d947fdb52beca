namespace FusionOfN;

/// <summary>A client's schema that cannot be used.</summary>
public sealed class SchemaProblemException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">Where in the schema, what is wrong, and how to mend it.</param>
    public SchemaProblemException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception without words of its own.</summary>
    public SchemaProblemException()
        : this("It is no JSON schema that can be used.")
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">Where in the schema, what is wrong, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public SchemaProblemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
