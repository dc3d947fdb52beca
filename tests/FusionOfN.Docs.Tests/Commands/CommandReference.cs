using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FusionOfN.Cli;
using FusionOfN.Cli.Commands;

namespace FusionOfN.Docs.Tests;

/// <summary>Writes the generated parts of <c>docs/cli.md</c> from the command tree.</summary>
internal static partial class CommandReference
{
    public static RootCommand Root { get; } = CommandLine.CreateRoot(new CliHost(TextReader.Null, TextWriter.Null, TextWriter.Null));

    /// <summary>Every command below the root, parents before their children.</summary>
    public static IReadOnlyList<Command> Commands { get; } = [.. Below(Root)];

    public static IReadOnlyList<GeneratedPart> Parts() =>
    [
        new("commands", "## All commands", Overview()),
        new("options of every command", "## Options of every command", Options(Root)),
        new("exit codes", "### Exit codes", ExitCodes()),
        .. Commands.Select(command => new GeneratedPart(CliCommand.PathOf(command), Heading(command), Describe(command))),
    ];

    /// <summary>The examples of the help that are meant for the models in the box: they stand below a line that says so.</summary>
    public static IEnumerable<ShellBlock> ExamplesForTheBox()
    {
        foreach (CliCommand command in Commands.OfType<CliCommand>())
        {
            IEnumerable<string> lines = command.Examples.SkipWhile(line => line != "# with the models in the box").Skip(1).TakeWhile(line => line[0] != '#');
            yield return new ShellBlock("the help", 0, new DocBlock("bash", string.Concat(lines.Select(line => $"{line}\n")), 0, 0, ""), null);
        }
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(child => Below(child).Prepend(child));

    private static string Heading(Command command) => $"{(command.Parents.Contains(Root) ? "##" : "###")} `{CliCommand.PathOf(command)}`";

    private static string Overview()
    {
        StringBuilder text = new("| command | what it does |\n|---|---|\n");
        foreach (Command command in Commands)
        {
            string path = CliCommand.PathOf(command);
            text.Append(CultureInfo.InvariantCulture, $"| [`{path}`](#{path.Replace(' ', '-')}) | {Cell(command.Description)} |\n");
        }

        return text.ToString();
    }

    private static string ExitCodes()
    {
        StringBuilder text = new("| code | meaning |\n|---|---|\n");
        foreach ((int code, string meaning) in ExitCode.All)
            text.Append(CultureInfo.InvariantCulture, $"| {code} | {Cell(meaning)} |\n");
        return text.ToString();
    }

    private static string Describe(Command command)
    {
        StringBuilder text = new($"{command.Description}\n");
        if (command is CliCommand { Examples: [_, ..] examples })
            text.Append(CultureInfo.InvariantCulture, $"\n```bash\n{string.Join('\n', examples)}\n```\n");
        if (command.Arguments.Any(item => !item.Hidden) || command.Options.Any(item => !item.Hidden))
            text.Append('\n').Append(Options(command));
        return text.ToString();
    }

    private static string Options(Command command)
    {
        StringBuilder text = new("| option | meaning | default |\n|---|---|---|\n");
        foreach (Argument argument in command.Arguments.Where(item => !item.Hidden))
        {
            string fallback = argument.HasDefaultValue ? Value(argument.GetDefaultValue()) : argument.Arity.MinimumNumberOfValues > 0 ? "required" : "";
            text.Append(Row($"`<{argument.Name}>`", argument.Description, [], fallback));
        }

        foreach (Option option in command.Options.Where(item => !item.Hidden))
        {
            IEnumerable<string> names = option.Aliases.Where(alias => alias is not ("-?" or "/?" or "/h")).Prepend(option.Name);
            string value = option.HelpName is { } name ? $" `<{name}>`" : "";
            string fallback = option.Required ? "required" : option.HasDefaultValue ? Value(option.GetDefaultValue()) : "";
            text.Append(Row($"{string.Join(", ", names.Select(item => $"`{item}`"))}{value}", option.Description, Choices(option), fallback));
        }

        return text.ToString();
    }

    private static string Row(string name, string? description, IReadOnlyList<string> choices, string fallback)
    {
        string text = Cell(description);
        if (StatedDefault().Match(text) is { Success: true } stated)
            (text, fallback) = (text[..stated.Index], Cell(stated.Groups[1].Value));
        List<string> unsaid = [.. choices.Where(choice => !text.Contains(choice, StringComparison.OrdinalIgnoreCase))];
        string oneOf = unsaid.Count == 0 ? "" : $": {string.Join(", ", unsaid.Select(choice => $"`{choice}`"))}";
        return $"| {name} | {text}{oneOf} | {fallback} |\n";
    }

    /// <summary>The words an option takes; those of a yes or no need not be told.</summary>
    private static IReadOnlyList<string> Choices(Option option) => option.ValueType == typeof(bool) || option.ValueType == typeof(bool?)
        ? []
        : [.. option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(item => item.Label).Where(label => !label.StartsWith('-'))];

    private static string Value(object? value) => value switch
    {
        null or false or "" or ShowParts.None => "",
        _ => string.Create(CultureInfo.InvariantCulture, $"`{value}`"),
    };

    private static string Cell(string? text) => (text ?? "").ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A default that a description states, because the option itself has none.</summary>
    [GeneratedRegex(@"\s*\[default: (.*)\]$")]
    private static partial Regex StatedDefault();
}
