using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli.Commands;

/// <summary>The parser's own help, at a fixed width when redirected, followed by examples.</summary>
internal sealed class ExampleHelpAction : SynchronousCommandLineAction
{
    private const int MaxWidth = 100;

    // Below it, the texts in the second column become ladders.
    private const int MinColumnsWidth = 60;

    private readonly CliHost _host;

    public ExampleHelpAction(CliHost host) => _host = host;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        int width = _host.IsOutputTerminal ? Math.Min(_host.Console.Profile.Width, MaxWidth) : CliHost.PlainWidth;
        if (width < MinColumnsWidth)
            NarrowHelp.Write(output, Unwrapped(parseResult), width);
        else
            new HelpAction { MaxWidth = width }.Invoke(parseResult);

        if (parseResult.CommandResult.Command is CliCommand command)
        {
            WriteExamples(command, output);
            WriteNotes(command, output, width);
        }
        else
        {
            WriteStart(output);
            WriteExitCodes(output, width);
        }

        return ExitCode.Ok;
    }

    private static string Unwrapped(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using StringWriter text = new() { NewLine = "\n" };
        parseResult.InvocationConfiguration.Output = text;
        try
        {
            new HelpAction { MaxWidth = int.MaxValue }.Invoke(parseResult);
        }
        finally
        {
            parseResult.InvocationConfiguration.Output = output;
        }

        return text.ToString();
    }

    // Lines to copy stay lines, however narrow the terminal is.
    private static void WriteExamples(CliCommand command, TextWriter output)
    {
        if (command.Examples.Count == 0)
            return;
        output.WriteLine("Examples:");
        foreach (string line in command.Examples)
            output.WriteLine($"  {line}");
        output.WriteLine();
    }

    private static void WriteNotes(CliCommand command, TextWriter output, int width)
    {
        if (command.Notes.Count == 0)
            return;
        if (width < MinColumnsWidth)
        {
            NarrowHelp.Write(output, NarrowHelp.Join(command.Notes), width);
            return;
        }

        foreach (string line in command.Notes)
            output.WriteLine(line);
        output.WriteLine();
    }

    private static void WriteStart(TextWriter output)
    {
        output.WriteLine("Start here:");
        output.WriteLine("  fusion ask --seed 1 \\");
        output.WriteLine("    \"Tell me about Japan: the capital, the currency and the continent.\"");
        output.WriteLine();
    }

    private static void WriteExitCodes(TextWriter output, int width)
    {
        output.WriteLine("Exit codes:");
        foreach ((int code, string meaning) in ExitCode.All)
        {
            foreach (string line in WordWrap.Lines(meaning, width, $"  {code,3}  ", "       "))
                output.WriteLine(line);
        }

        output.WriteLine();
    }
}
