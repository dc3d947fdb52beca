using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion recipes</c>: what can be named with <c>--recipe</c>.</summary>
internal static class RecipesCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<bool> json = new("--json") { Description = "Print them as JSON" };
        CliCommand command = new(
            "recipes",
            "List the recipes: who is sampled, how the pool becomes an answer.",
            "fusion recipes",
            "fusion ask --recipe mixed \"…\"");
        command.Add(json);
        command.SetAction((parse, cancellationToken) =>
            new RecipesRunner(host, parse.GetValue(host.Options.Config), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
