using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class CliCommand : Command
{
    public CliCommand(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description) => Examples = examples;

    /// <summary>Command lines to copy; a line that starts with # explains the next one.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Lines that explain more than an option's description can hold, printed after the examples.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the command does its work also when nobody reads its output any more, as a server does.</summary>
    public bool KeepsOnWithoutReader { get; init; }

    /// <summary>The words that call a command, for example <c>fusion lab run</c>.</summary>
    public static string PathOf(Command command)
    {
        string path = command is RootCommand ? "fusion" : command.Name;
        return command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {path}" : path;
    }
}
