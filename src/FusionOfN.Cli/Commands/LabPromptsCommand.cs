using System.CommandLine;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Lab;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion lab prompts</c>: prompts that the models in the box can answer.</summary>
internal static class LabPromptsCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<string?> language = new("--language", "-l")
        {
            Description = $"The language of the prompts: {string.Join(' ', LabLanguage.All.Select(item => item.Code))}",
            HelpName = "code",
        };
        Option<LabTask?> task = new("--task", "-t") { Description = "The kind of task: facts, translation or reasoning", HelpName = "name" };
        Option<int> count = new("--count", "-n") { Description = "How many", HelpName = "count", DefaultValueFactory = _ => 10 };
        Option<int> seed = new("--seed") { Description = "Another seed gives other prompts", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<bool> gold = new("--gold") { Description = "Print the right answers too" };
        Option<bool> json = new("--json") { Description = "Print prompts and right answers as JSON" };
        language.AcceptOnly([.. LabLanguage.All.Select(item => item.Code)]);
        task.AcceptOnlyMembers();
        count.Validators.Add(NumberRange.Between(1, 1000));

        CliCommand command = new(
            "prompts",
            "Print prompts that the models in the box can answer. None of them was in any training data.",
            "fusion lab prompts --language ja --task facts",
            "fusion ask \"$(fusion lab prompts -n 1 --task translation)\"");
        foreach (Option option in (Option[])[language, task, count, seed, gold, json])
            command.Add(option);
        command.SetAction(parse =>
        {
            IReadOnlyList<LabItem> items = new LabPrompts().Draw(
                parse.GetValue(count),
                parse.GetValue(seed),
                parse.GetValue(task),
                parse.GetValue(language) is { } code ? LabLanguage.Parse(code) : null);
            if (parse.GetValue(json))
                host.Out.WriteLine(JsonSerializer.Serialize([.. items.Select(LabPromptDocument.From)], CliJson.Pretty.LabPromptDocumentArray));
            else
                Write(host.Out, items, parse.GetValue(gold));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(TextWriter output, IReadOnlyList<LabItem> items, bool withGold)
    {
        foreach (LabItem item in items)
        {
            output.WriteLine(TerminalText.OneLine(item.Prompt));
            if (withGold)
                output.WriteLine($"  → {TerminalText.OneLine(item.Gold)}");
        }
    }
}
