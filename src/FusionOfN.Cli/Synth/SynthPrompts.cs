using System.Runtime.CompilerServices;
using FusionOfN.Cli.Rendering;
using FusionOfN.Synthesis;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Opens the prompts of a job and says what was understood of them, before anything is paid.</summary>
internal static class SynthPrompts
{
    private const int ShownProblems = 20;
    private const int ShownCells = 100;

    public static async Task<PromptFile> OpenAsync(CliHost host, SynthChoice choice, CancellationToken cancellationToken)
    {
        PromptFileOptions options = new() { Columns = choice.Columns, Language = choice.Language, Format = choice.Format };
        try
        {
            return choice.Prompts == "-"
                ? await PromptFile.OpenAsync(Console.OpenStandardInput(), "-", options, cancellationToken)
                : choice.HubFiles.Count > 0 ? await PromptFile.OpenAsync(choice.HubFiles, choice.Prompts!, options, cancellationToken)
                : await PromptFile.OpenAsync(host.FullPath(choice.Prompts!), choice.Prompts!, options, cancellationToken);
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput(exception.Message, exception.Hint);
        }
    }

    /// <summary>Reads the prompts, with the system message before each where one was given.</summary>
    public static async IAsyncEnumerable<PromptRow> ReadAsync(PromptFile prompts, SynthChoice choice, Action<PromptProblem> onProblem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (PromptRow prompt in prompts.ReadAsync(onProblem, cancellationToken))
            yield return choice.Asked is { System: { } system } ? prompt with { Messages = [new ChatMessage(ChatRole.System, system), .. prompt.Messages] } : prompt;
    }

    /// <summary>Says what is read, and how the first prompt comes out.</summary>
    public static void Describe(CliHost host, string name, PromptPreview preview)
    {
        host.Error.WriteLine($"{name}: {TerminalText.OneLine(preview.Columns.ToString())}");
        foreach (string note in preview.Notes)
            host.Error.WriteLine($"{name}: {note}");
        if (preview.First is [var first, ..])
        {
            string text = TerminalText.OneLine(first.Messages[^1].Text);
            string language = first.Language is { } code ? $" ({code}{(first.LanguageIsGuessed ? ", by its words" : "")})" : "";
            host.Error.WriteLine($"first prompt{language}: {TerminalText.Head(text, ShownCells)}");
        }
    }

    /// <summary>Names the rows that could not be used.</summary>
    public static void WriteProblems(CliHost host, IReadOnlyList<PromptProblem> problems)
    {
        foreach (PromptProblem problem in problems.Take(ShownProblems))
            host.Error.WriteLine(TerminalText.OneLine(problem.ToString()));
        if (problems.Count > ShownProblems)
            host.Error.WriteLine($"… and {Figures.Of(problems.Count - ShownProblems, "more row")} that cannot be used");
    }
}
