namespace FusionOfN.Local;

/// <summary>A local model cannot be loaded, pulled or used as asked. The message says what is wrong, where, and how to mend it.</summary>
public sealed class LocalModelException : Exception
{
    /// <summary>What the hub answered, where it refused; else null.</summary>
    internal System.Net.HttpStatusCode? Status { get; init; }

    /// <summary>Creates the exception.</summary>
    public LocalModelException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    public LocalModelException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public LocalModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
