using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion chat</c>: several prompts in a row.</summary>
internal static class ChatCommand
{
    public static CliCommand Create(CliHost host)
    {
        RecipeOptions recipe = new(host, samplesModels: true, severalAggregators: false);
        Option<string?> system = new("--system") { Description = "A system message to begin with", HelpName = "text" };
        Option<bool> goOn = new("--continue", "-c") { Description = "Go on with the last conversation (kept with --log texts)" };
        Option<RunLogLevel?> log = LogOption.Create();
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print the answers and nothing else" };
        CliCommand command = new(
            "chat",
            "Ask several prompts in a row: panel and fusor answer each, and the answers are remembered.",
            "fusion chat",
            "fusion chat --system \"Answer in one sentence.\" --log texts",
            "fusion chat --continue")
        {
            Notes =
            [
                "Between the questions: /show, /compare, /record FILE, /new, /resume, /help and",
                "/exit. A backslash at the end of a line goes on with the next one. Ctrl+C stops",
                "an answer, and ends the conversation where none is being written. --budget is",
                "for all turns together.",
            ],
        };
        recipe.AddTo(command);
        foreach (Option option in (Option[])[system, goOn, log, quiet])
            command.Add(option);
        command.SetAction((parse, cancellationToken) => new ChatRunner(host, new ChatSettings
        {
            Choice = recipe.Read(parse),
            System = parse.GetValue(system),
            Continue = parse.GetValue(goOn),
            Log = parse.GetValue(log),
            Quiet = parse.GetValue(quiet),
        }).RunAsync(cancellationToken));
        return command;
    }
}
