namespace FusionOfN.Providers;

/// <summary>Something was set up in a way that cannot be used: the message says what is wrong, where, and how to mend it.</summary>
public class ConfigurationException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception without a message of its own.</summary>
    public ConfigurationException()
        : this("The configuration cannot be used.")
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
