using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>The line above a part of the output.</summary>
internal static class Heading
{
    public static void Write(IAnsiConsole console, string title)
    {
        console.WriteLine();
        string line = $"── {title} ";
        int width = Math.Min(console.Profile.Width, CliHost.PlainWidth);
        console.Write(new Text($"{line.PadRight(line.Length + Math.Max(0, width - TerminalText.Cells(line)), '─')}\n", new Style(Color.Grey)));
    }
}
