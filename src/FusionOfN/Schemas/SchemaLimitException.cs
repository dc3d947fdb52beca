namespace FusionOfN;

/// <summary>An answer whose check would take more than a request may have.</summary>
internal sealed class SchemaLimitException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">Which limit was reached.</param>
    public SchemaLimitException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception without words of its own.</summary>
    public SchemaLimitException()
        : this("the check takes too long.")
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">Which limit was reached.</param>
    /// <param name="innerException">The cause.</param>
    public SchemaLimitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
