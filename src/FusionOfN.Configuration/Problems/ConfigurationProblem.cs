namespace FusionOfN.Configuration;

/// <summary>One mistake in a configuration file, where it is and how to mend it.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line, from 1; 0 when the mistake has no place in the file.</param>
/// <param name="Column">The column, from 1; 0 when the mistake has no place in the file.</param>
/// <param name="Message">What is wrong. Never holds a secret.</param>
/// <param name="Mend">What to do about it.</param>
public sealed record ConfigurationProblem(string File, int Line, int Column, string Message, string Mend)
{
    /// <summary>Whether the configuration can be used all the same.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The problem on one line, in the form <c>fusion.yaml:12:5: error: message. Mend.</c></summary>
    public override string ToString()
    {
        string place = Line > 0 ? $"{File}:{Line}:{Column}" : File;
        return $"{place}: {(IsWarning ? "warning" : "error")}: {Message} {Mend}".TrimEnd();
    }
}
