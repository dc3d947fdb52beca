namespace FusionOfN.Providers;

/// <summary>A configuration cannot be used: the message says what is wrong, where, and how to mend it.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates an exception out of problems found in a file.</summary>
    /// <param name="problems">The problems, at least one.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join(Environment.NewLine, problems ?? throw new ArgumentNullException(nameof(problems)))) => Problems = problems;

    /// <summary>Creates an exception for something that has no place in a file.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public ConfigurationException(string message)
        : base(message) => Problems = [];

    /// <summary>Creates an exception without a message of its own.</summary>
    public ConfigurationException()
        : this("The configuration cannot be used.")
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException) => Problems = [];

    /// <summary>The problems found in a file; empty when the mistake is elsewhere.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
