using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion help COMMAND</c>: what <c>fusion COMMAND --help</c> prints.</summary>
internal static class HelpCommand
{
    public static CliCommand Create(RootCommand root)
    {
        Argument<string[]> words = new("command") { Description = "The command, as it is typed", HelpName = "command", Arity = ArgumentArity.ZeroOrMore };
        words.CompletionSources.Add(_ => root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name));
        CliCommand command = new("help", "Explain a command.", "fusion help ask", "fusion help keys add");
        command.Add(words);
        command.SetAction(parse =>
        {
            Command found = root;
            foreach (string word in parse.GetValue(words) ?? [])
            {
                found = found.Subcommands.FirstOrDefault(child => child.Name == word || child.Aliases.Contains(word))
                    ?? throw CliException.BadInput(UnknownWord.Say(word, found), $"'{CliCommand.PathOf(found)} --help' shows what is possible.");
            }

            return root.Parse([.. CliCommand.PathOf(found).Split(' ')[1..], "--help"]).Invoke(parse.InvocationConfiguration);
        });
        return command;
    }
}
