using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion ask</c>: one prompt in, one fused answer out.</summary>
internal static class AskCommand
{
    public static CliCommand Create(CliHost host)
    {
        PromptOptions prompt = new(takesLists: true);
        RecipeOptions recipe = new(host, samplesModels: true, severalAggregators: false);
        Option<ShowParts> show = ShowOption.Create();
        Option<bool> json = new("--json") { Description = "Print the answer, candidates, provenance and receipt as JSON" };
        Option<string?> record = new("--record") { Description = "Save the receipt with all texts, for 'fusion replay'", HelpName = "file" };
        Option<string?> output = new("--out", "-o") { Description = "Write the answer (with --json: the document) to a file instead of standard output", HelpName = "file" };
        Option<bool> force = new("--force") { Description = "Overwrite what --out and --record name" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print the answer and nothing else" };
        Option<string?> schema = new("--schema") { Description = "Hold the answer to a JSON schema", HelpName = "file" };
        Option<bool> estimate = new("--estimate") { Description = "Say what calls, tokens and money it would take, and send nothing" };
        Option<bool> goOn = new("--continue", "-c") { Description = "Go on with the last conversation (kept with --log texts)" };
        Option<RunLogLevel?> log = LogOption.Create();
        Option<bool> strict = new("--strict") { Description = "Exit with 4 when the answer is degraded" };

        CliCommand command = new(
            "ask",
            "Ask a prompt: candidates are sampled, and one answer is made from them.",
            "# with the models in the box",
            "fusion ask --seed 1 \\",
            "  \"Tell me about Japan: the capital, the currency and the continent.\"",
            "# with models of your own",
            "fusion ask -n 5 --show provenance \"Explain tides in three sentences.\"",
            "fusion ask --models gpt-5-mini,claude-haiku-4-5 --fusor gpt-5 --file task.txt",
            "# every row is a prompt; run it again to go on ('fusion synth' does more)",
            "fusion ask --file prompts.jsonl --out answers.jsonl --budget 5",
            "fusion ask --chat messages.json --json | jq .answer",
            "fusion ask --record run.json \"…\" && fusion replay run.json -a majority-vote")
        {
            Notes =
            [
                "Without --config or a fusion.yaml, the models come from OPENAI_API_KEY (with",
                "OPENAI_BASE_URL), ANTHROPIC_API_KEY, a running Ollama, or else the small models",
                "that are embedded. The first line says which were taken and why.",
                "The answer and what --show asks for go to standard output, the rest to standard",
                "error.",
                "A list of prompts is a job of 'fusion synth', kept in ANSWERS.jsonl.job: the",
                "same command goes on with it, and what was paid is not paid again.",
                "'fusion synth run' takes more options, compares methods and makes data sets.",
            ],
        };
        prompt.AddTo(command);
        recipe.AddTo(command);
        foreach (Option option in (Option[])[show, json, schema, output, record, force, estimate, goOn, log, quiet, strict])
            command.Add(option);
        command.SetAction((parse, cancellationToken) => RunAsync(host, new AskSettings
        {
            Prompt = prompt.Read(parse),
            Choice = recipe.Read(parse),
            Show = parse.GetValue(show),
            Json = parse.GetValue(json),
            RecordFile = parse.GetValue(record),
            OutputFile = parse.GetValue(output),
            Force = parse.GetValue(force),
            Quiet = parse.GetValue(quiet),
            Strict = parse.GetValue(strict),
            SchemaFile = parse.GetValue(schema),
            Estimate = parse.GetValue(estimate),
            Continue = parse.GetValue(goOn),
            Log = parse.GetValue(log),
            Command = LabTrainRunner.CommandLine(parse.Tokens.Select(token => token.Value)),
        }, cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(CliHost host, AskSettings settings, CancellationToken cancellationToken) =>
        AskFile.IsMeant(settings) ? AskFile.RunAsync(host, settings, cancellationToken) : new AskRunner(host, settings).RunAsync(cancellationToken);
}
