using System.CommandLine;
using FusionOfN.Cli.Commands;
using FusionOfN.Configuration;

namespace FusionOfN.Cli;

/// <summary>What is said about a command, option or name that does not exist, with the one that was most likely meant.</summary>
internal static class UnknownWord
{
    public static string Say(string typed, Command parent) =>
        Say(typed, "command", parent.Subcommands.Where(command => !command.Hidden).Select(command => command.Name));

    /// <summary>Says that there is no such thing and, where one is near, which was meant.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="kind">What it should have been.</param>
    /// <param name="names">What there is.</param>
    public static string Say(string typed, string kind, IEnumerable<string> names)
    {
        string message = $"there is no {kind} '{typed}'";
        return Suggestion.For(typed, names) is { } near ? $"{message}; did you mean '{near}'?" : message;
    }

    /// <summary>Says that a word is none of a command's commands; or, where it is an option of some of these, which.</summary>
    public static string InPlaceOfCommand(string typed, Command parent)
    {
        string name = typed.Split('=')[0];
        if (!name.StartsWith('-'))
            return Say(typed, parent);
        string[] owners = [.. parent.Subcommands.Where(command => !command.Hidden && command.Options.Any(option => option.Name == name || option.Aliases.Contains(name))).Select(command => $"'{CliCommand.PathOf(command)}'")];
        return owners.Length == 0 ? SayOfOption(typed, parent, isText: false) : $"{name} is an option of {string.Join(", ", owners)}, and stands behind the command";
    }

    /// <summary>Says that a word is no option of a command, and which one is near.</summary>
    /// <param name="typed">The word.</param>
    /// <param name="command">The command.</param>
    /// <param name="isText">Whether it stands where a text may stand.</param>
    public static string SayOfOption(string typed, Command command, bool isText)
    {
        string name = typed.Split('=')[0];
        IEnumerable<Option> options = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));
        string message = Say(name, "option", options.Where(option => !option.Hidden).SelectMany(option => (IEnumerable<string>)[option.Name, .. option.Aliases]).Where(other => other.Length > 2));
        return isText ? $"{message}\n       A text that begins with - stands behind --, as in: -- \"{typed}\"" : message;
    }
}
