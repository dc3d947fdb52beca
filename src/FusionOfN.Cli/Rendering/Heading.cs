using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>The line above a part of the output.</summary>
internal static class Heading
{
    public static void Write(IAnsiConsole console, string title)
    {
        console.WriteLine();
        console.Write(new Rule(Markup.Escape(title)) { Justification = Justify.Left, Style = new Style(Color.Grey) });
    }
}
