using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FusionOfN.Cli.Commands;

namespace FusionOfN.Cli;

/// <summary>The <c>fusion</c> command: parses, runs one command, and turns every failure into a message and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, CancellationToken cancellationToken = default)
    {
        RootCommand root = CreateRoot(host);
        NumberOptions.ReadStrictly(root);
        ParseResult parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        InvocationConfiguration invocation = new()
        {
            Output = host.Out,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        host.Typed = args;
        IReadOnlyList<string> unknown = UnknownOptions.Find(parse, args);
        if (parse.Action is ParseErrorAction || (unknown.Count > 0 && parse.Action == parse.CommandResult.Command.Action))
            return ReportUsage(parse, unknown, host);

        try
        {
            if (JobFileArguments.Expand(host, root, parse, args) is { } words)
                parse = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        }
        catch (Exception exception)
        {
            return ErrorReport.Write(host, exception, parse.GetValue(host.Options.Verbose), cancellationToken);
        }

        if (parse.Action is ParseErrorAction)
            return ReportUsage(parse, [], host);

        bool keepsOn = parse.CommandResult.Command is CliCommand { KeepsOnWithoutReader: true };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, keepsOn ? CancellationToken.None : host.ReaderGone);
        try
        {
            int code = await parse.InvokeAsync(invocation, stop.Token);
            return code == ExitCode.Cancelled && !cancellationToken.IsCancellationRequested ? ExitCode.ReaderGone : code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            host.Error.WriteLine("stopped: nobody reads the output any more");
            return ExitCode.ReaderGone;
        }
        catch (Exception exception)
        {
            return ErrorReport.Write(host, exception, parse.GetValue(host.Options.Verbose), cancellationToken);
        }
    }

    /// <summary>Every command with its options: what the parser reads, and what <c>docs/cli.md</c> is written from.</summary>
    public static RootCommand CreateRoot(CliHost host)
    {
        RootCommand root = new("FusionOfN: ask several models, or one model several times, and fuse their answers into a better one.")
        {
            AskCommand.Create(host),
            ChatCommand.Create(host),
            CompareCommand.Create(host),
            FuseCommand.Create(host),
            ReplayCommand.Create(host),
            InitCommand.Create(host),
            ModelsCommand.Create(host),
            RecipesCommand.Create(host),
            DoctorCommand.Create(host),
            ServeCommand.Create(host),
            KeysCommand.Create(host),
            HealthCommand.Create(host),
            SynthCommand.Create(host),
            StoreCommand.Create(host),
            BenchCommand.Create(host),
            TrainCommand.Create(host),
            TuneCommand.Create(host),
            LabCommand.Create(host),
            LogsCommand.Create(host),
            ConfigCommand.Create(host),
            CompletionCommand.Create(host),
            host.Options.Config,
            host.Options.Verbose,
        };
        root.HelpName = "fusion";
        root.Add(HelpCommand.Create(root));
        root.Add(ManCommand.Create(host, root));
        foreach (Option option in root.Options)
        {
            if (option is HelpOption help)
                Shape(help, host);
            else if (option is VersionOption version)
                version.Action = new VersionAction();
        }

        return root;
    }

    private static void Shape(HelpOption help, CliHost host)
    {
        help.Action = new ExampleHelpAction(host);
        if (OperatingSystem.IsWindows())
            return;

        // Elsewhere a slash begins a path, and these would only stand in the way of completion.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
    }

    private static int ReportUsage(ParseResult parse, IReadOnlyList<string> unknownOptions, CliHost host)
    {
        Command command = parse.CommandResult.Command;
        if (parse.Tokens.Count == 0)
        {
            new ExampleHelpAction(host).Invoke(parse);
            return ExitCode.BadInput;
        }

        // With a mistyped command the parser also misses one; the typo is what matters.
        bool isTypo = command.Subcommands.Count > 0 && parse.UnmatchedTokens.Count > 0;
        IEnumerable<string> messages = isTypo
            ? [UnknownWord.InPlaceOfCommand(parse.UnmatchedTokens[0], command)]
            : unknownOptions.Count > 0 ? unknownOptions
            : parse.Errors.Select(error => ParserErrors.Describe(error, parse)).Distinct();
        foreach (string message in messages)
            ErrorReport.WriteLines(host, $"error: {message}");
        ErrorReport.WriteLines(host, $"'{CliCommand.PathOf(command)} --help' shows what is possible.");
        return ExitCode.BadInput;
    }
}
