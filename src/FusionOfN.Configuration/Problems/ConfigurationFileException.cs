using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>A configuration file cannot be used: the message lists every mistake in it, each with its place and how to mend it.</summary>
public sealed class ConfigurationFileException : ConfigurationException
{
    /// <summary>Creates an exception out of problems found in a file.</summary>
    /// <param name="problems">The problems, at least one.</param>
    public ConfigurationFileException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join(Environment.NewLine, problems ?? throw new ArgumentNullException(nameof(problems)))) => Problems = problems;

    /// <summary>Creates an exception for a file whose problems are not listed.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public ConfigurationFileException(string message)
        : base(message) => Problems = [];

    /// <summary>Creates an exception without a message of its own.</summary>
    public ConfigurationFileException() => Problems = [];

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationFileException(string message, Exception innerException)
        : base(message, innerException) => Problems = [];

    /// <summary>The problems found in the file.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
