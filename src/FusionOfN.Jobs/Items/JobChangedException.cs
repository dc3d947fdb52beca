namespace FusionOfN.Jobs;

/// <summary>A job was begun with other settings; its results and new ones would not belong together.</summary>
public sealed class JobChangedException : Exception
{
    /// <summary>Creates an exception without a message of its own.</summary>
    public JobChangedException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What differs, and how to mend it.</param>
    public JobChangedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">What differs, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public JobChangedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
