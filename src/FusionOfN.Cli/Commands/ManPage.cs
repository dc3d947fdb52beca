using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;

namespace FusionOfN.Cli.Commands;

/// <summary>Writes the command tree as a manual page: roff with the man macros, see man(7).</summary>
internal static class ManPage
{
    public static void Write(TextWriter output, RootCommand root)
    {
        output.WriteLine($".TH FUSION 1 \"\" \"fusion {VersionAction.Version}\"");
        Section(output, "NAME");
        output.WriteLine($"fusion \\- {Escape(root.Description)}");
        Section(output, "SYNOPSIS");
        output.WriteLine(".B fusion\n.I command\n.RI [ options ]");
        Section(output, "OPTIONS OF EVERY COMMAND");
        WriteOptions(output, root);
        Section(output, "COMMANDS");
        foreach (Command command in Below(root))
            WriteCommand(output, command);
        Section(output, "EXIT STATUS");
        foreach ((int code, string meaning) in ExitCode.All)
            Item(output, $"\\fB{code}\\fR", meaning);
        Section(output, "ENVIRONMENT");
        foreach ((string name, string meaning) in KnownVariables.All)
            Item(output, $"\\fB{Escape(name)}\\fR", meaning);
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.Where(child => !child.Hidden).SelectMany(child => Below(child).Prepend(child));

    private static void WriteCommand(TextWriter output, Command command)
    {
        IEnumerable<Argument> arguments = command.Arguments.Where(argument => !argument.Hidden);
        string words = string.Concat(arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues > 0 ? $" \\fI{Escape(argument.Name)}\\fR" : $" [\\fI{Escape(argument.Name)}\\fR]"));
        output.WriteLine($".SS {Escape(CliCommand.PathOf(command))}{words}");
        output.WriteLine(Escape(command.Description));
        foreach (Argument argument in arguments.Where(argument => argument.Description is not null))
            Item(output, $"\\fI{Escape(argument.Name)}\\fR", argument.Description!);
        WriteOptions(output, command);
        if (command is not CliCommand { Examples: [_, ..] examples } known)
            return;

        foreach (string note in known.Notes.Count > 0 ? (string[])[string.Join(' ', known.Notes)] : [])
            output.WriteLine($".PP\n{Escape(note)}");
        output.WriteLine(".PP\nExamples:\n.PP\n.nf\n.RS");
        foreach (string line in examples)
            output.WriteLine(Escape(line));
        output.WriteLine(".RE\n.fi");
    }

    private static void WriteOptions(TextWriter output, Command command)
    {
        foreach (Option option in command.Options.Where(option => !option.Hidden && option is not HelpOption))
        {
            string names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"\\fB{Escape(name)}\\fR"));
            Item(output, option.HelpName is { } value ? $"{names} \\fI{Escape(value)}\\fR" : names, option.Description ?? "");
        }
    }

    private static void Section(TextWriter output, string title) => output.WriteLine($".SH {title}");

    private static void Item(TextWriter output, string term, string text) => output.WriteLine($".TP\n{term}\n{Escape(text)}");

    // A backslash begins an escape, a hyphen is typeset as a dash unless escaped, roff reads ASCII, and a line that begins with . or ' is a request.
    private static string Escape(string? text)
    {
        string escaped = string.Concat((text ?? "").EnumerateRunes().Select(rune => rune.Value switch
        {
            '\\' => "\\e",
            '-' => "\\-",
            > 127 => string.Create(CultureInfo.InvariantCulture, $"\\[u{rune.Value:X4}]"),
            _ => rune.ToString(),
        }));
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}
