namespace FusionOfN.Providers;

/// <summary>Reads environment variables as containers are given secrets: where <c>NAME</c> is not set, <c>NAME_FILE</c> may name a file that holds the value.</summary>
public static class SecretVariables
{
    private const string Suffix = "_FILE";

    // A file that is larger is no secret but a mistake.
    private const long MaxBytes = 64 * 1024;

    /// <summary>Reads a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value, without the line's end of a file; null when neither is set.</returns>
    /// <exception cref="ConfigurationException">The file that <c>NAME_FILE</c> names cannot be read.</exception>
    public static string? Read(string name) => Read(name, Environment.GetEnvironmentVariable);

    internal static string? Read(string name, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (variable(name) is { } value)
            return value;
        if (name.EndsWith(Suffix, StringComparison.Ordinal) || variable(name + Suffix) is not { Length: > 0 } path)
            return null;

        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxBytes }
                ? File.ReadAllText(path).TrimEnd('\r', '\n')
                : throw new ConfigurationException($"{name}{Suffix} names '{path}', which is no file of at most {MaxBytes / 1024} KiB.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{name}{Suffix} names '{path}', which cannot be read. Let the user who runs this read it.", exception);
        }
    }
}
