using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>An option that names files or folders: in a job file they are told against the folder of that file.</summary>
internal interface IPathOption
{
    /// <summary>Whether a value names something else than a file, such as a database.</summary>
    bool IsElsewhere(string value);
}

/// <inheritdoc cref="IPathOption"/>
internal sealed class PathOption<T>(string name, params string[] aliases) : Option<T>(name, aliases), IPathOption
{
    /// <summary>Tells values that name no file.</summary>
    public Func<string, bool> NamesNoFile { get; init; } = static _ => false;

    public bool IsElsewhere(string value) => NamesNoFile(value);
}
