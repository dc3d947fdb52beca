using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth plan</c>: what a job will take, before it is paid.</summary>
internal static class SynthPlanCommand
{
    private const int StandardPilot = 20;

    public static CliCommand Create(CliHost host)
    {
        SynthOptions job = new(host);
        SynthPlaceOptions place = new();
        Option<int?> pilot = new("--pilot") { Description = $"Answer so many prompts, drawn at random, and forecast the whole job from what they cost; they are paid, and 'run' does not pay them again [default without a number: {StandardPilot}]", HelpName = "count", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask before the pilot is paid" };
        Option<bool> json = new("--json") { Description = "Print the plan as JSON" };
        pilot.Validators.Add(NumberRange.Between(2, 10_000));
        CliCommand command = new(
            "plan",
            "Read every prompt and say what a job will take: calls, tokens and money, by stage, model and language. No model is called, unless a pilot is wanted.",
            "fusion synth plan prompts.jsonl",
            "fusion synth plan questions.csv --column prompt=text --answers fusion,best-of-n",
            "# twenty prompts are answered and paid; 'run' with the same --out takes them from there",
            "fusion synth plan prompts.jsonl --pilot 20 --out job");
        job.AddTo(command);
        command.Add(pilot);
        command.Add(yes);
        place.AddTo(command);
        command.Add(json);
        command.SetAction((parse, cancellationToken) =>
        {
            SynthChoice choice = place.Read(parse, job.Read(parse, new SynthExportChoice(), place.Output(parse))) with { Json = parse.GetValue(json) };
            int? count = parse.GetResult(pilot) is { Implicit: false } ? parse.GetValue(pilot) ?? StandardPilot : null;
            return new SynthPlanRunner(host, choice, count is { } prompts ? new PilotChoice(prompts, parse.GetValue(yes)) : null).RunAsync(cancellationToken);
        });
        return command;
    }
}
