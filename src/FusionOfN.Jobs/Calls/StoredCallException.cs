namespace FusionOfN.Jobs;

/// <summary>A call failed before, and is told again what it was told then; nothing was sent.</summary>
internal sealed class StoredCallException : Exception
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public StoredCallException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What the call was told.</param>
    public StoredCallException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">What the call was told.</param>
    /// <param name="innerException">The cause.</param>
    public StoredCallException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
