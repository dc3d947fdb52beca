using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FusionOfN.Cli.Commands;

/// <summary>The parser's own help, at a fixed width when redirected, followed by examples.</summary>
internal sealed class ExampleHelpAction : SynchronousCommandLineAction
{
    private const int WidestHelp = 100;

    private readonly CliHost _host;

    public ExampleHelpAction(CliHost host) => _host = host;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int width = _host.IsOutputTerminal ? Math.Min(_host.Console.Profile.Width, WidestHelp) : CliHost.PlainWidth;
        new HelpAction { MaxWidth = width }.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is CliCommand command)
            WriteExamples(command, output);
        else
            WriteExitCodes(output);
        return ExitCode.Ok;
    }

    private static void WriteExamples(CliCommand command, TextWriter output)
    {
        if (command.Examples.Count > 0)
        {
            output.WriteLine("Examples:");
            foreach (string line in command.Examples)
                output.WriteLine($"  {line}");
            output.WriteLine();
        }

        foreach (string line in command.Notes)
            output.WriteLine(line);
        if (command.Notes.Count > 0)
            output.WriteLine();
    }

    private static void WriteExitCodes(TextWriter output)
    {
        output.WriteLine("Start here:");
        output.WriteLine("  fusion ask --seed 1 \\");
        output.WriteLine("    \"Tell me about Japan: the capital, the currency and the continent.\"");
        output.WriteLine();
        output.WriteLine("Exit codes:");
        foreach ((int code, string meaning) in ExitCode.All)
            output.WriteLine($"  {code,3}  {meaning}");
        output.WriteLine();
    }
}
