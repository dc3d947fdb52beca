namespace FusionOfN.Cli;

/// <summary>Something the person at the keyboard can mend: what is wrong, how to mend it, and the exit code.</summary>
internal sealed class CliException : Exception
{
    public CliException(int exitCode, string message, string? hint = null)
        : base(message)
    {
        ExitCode = exitCode;
        Hint = hint;
    }

    public int ExitCode { get; }

    /// <summary>How to mend it, one line.</summary>
    public string? Hint { get; }

    public static CliException BadInput(string message, string? hint = null) => new(Cli.ExitCode.BadInput, message, hint);

    public static CliException Configuration(string message, string? hint = null) => new(Cli.ExitCode.Configuration, message, hint);
}
