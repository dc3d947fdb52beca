using System.CommandLine;
using System.CommandLine.Parsing;

namespace FusionOfN.Cli;

/// <summary>Puts what a job file says behind what was typed.</summary>
internal static class JobFileArguments
{
    /// <summary>The words of the command line with those of its job file.</summary>
    /// <param name="host">The process.</param>
    /// <param name="root">The whole tree.</param>
    /// <param name="parse">What was understood of the words.</param>
    /// <param name="args">The words.</param>
    /// <returns>The words; null when no job file was named.</returns>
    /// <exception cref="CliException">The file cannot be used.</exception>
    public static IReadOnlyList<string>? Expand(CliHost host, Command root, ParseResult parse, IReadOnlyList<string> args)
    {
        Command command = parse.CommandResult.Command;
        if (command.Parents.OfType<Command>().All(parent => parent.Name != "synth") || command.Name == "init")
            return null;
        Argument? argument = command.Arguments.FirstOrDefault(argument => argument.Name is "prompts" or "job");
        string? word = argument is null ? null : parse.GetResult(argument)?.Tokens is [var first, ..] ? first.Value : null;
        string? positional = word is not null && JobFile.IsOne(word) ? word : null;
        string? named = parse.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(option => option.Option.Name == SynthOptions.JobFileOption)?.Tokens is [var token, ..] ? token.Value : null;
        if ((named ?? positional) is not { } shown)
            return null;
        if (named is not null && positional is not null)
            throw CliException.BadInput($"both {positional} and --job {named} are job files", "Name one of them.");

        JobFileTable table = new(root);
        JobFile file = JobFile.Load(host, shown, table);
        List<string> words = [.. args];
        if (positional is not null)
            words.RemoveAt(words.LastIndexOf(positional));
        HashSet<string> typed = [.. parse.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit).Select(option => option.Option.Name)];
        int end = words.IndexOf("--") is var dashes and >= 0 ? dashes : words.Count;
        bool hasPrompts = word is not null && positional is null;
        if (argument?.Name == "prompts" && !hasPrompts && !typed.Contains("--demo") && file.Find(JobFileTable.Prompts, table) is null && file.Find("demo", table) is not ["true"])
            throw CliException.BadInput($"{shown} names no prompts", "Write 'prompts: FILE' into it, or name them on the command line.");
        words.InsertRange(end, Said(command, table, file, typed, hasPrompts));
        if (argument?.Name == "job" && positional is not null)
            words.InsertRange(end, file.Find(JobFileTable.Folder, table) ?? ["synth"]);
        return words;
    }

    private static IEnumerable<string> Said(Command command, JobFileTable table, JobFile file, HashSet<string> typed, bool hasPrompts)
    {
        bool takesPrompts = command.Arguments.Any(argument => argument.Name == "prompts");
        foreach (Option option in table.Options)
        {
            // Prompts that were typed take the place of the file's, also where those are the demonstration's.
            bool isTaken = typed.Contains(option.Name) || (option.Name == "--demo" && hasPrompts);
            if (!isTaken && command.Options.Any(own => own.Name == option.Name) | (option.Name == "--config") && file.Find(JobFileTable.KeyOf(option), table) is { } values)
                yield return JobFileTable.ArgumentOf(option, values);
        }

        if (takesPrompts && !hasPrompts && !typed.Contains("--demo") && file.Find(JobFileTable.Prompts, table) is [var prompts])
            yield return prompts;
    }
}
