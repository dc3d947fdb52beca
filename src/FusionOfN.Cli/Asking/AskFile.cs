using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>
/// <c>fusion ask --file prompts.jsonl --out answers.jsonl</c>: every row of the file is a prompt, and the answers are written in the order of the rows. It is
/// a job of <c>fusion synth</c>, kept in a folder beside the answers, so it goes on where it was interrupted.
/// </summary>
internal static class AskFile
{
    private const string AnswersEnding = ".jsonl";

    /// <summary>Whether a command line asks every row of a file, and not one prompt.</summary>
    public static bool IsMeant(AskSettings settings) => settings.Prompt.File is { } file && Unpacked(file) switch
    {
        _ when IsList(file) => true,

        // These may well be the subject of one prompt.
        ".json" or ".csv" or ".tsv" => settings.OutputFile?.EndsWith(AnswersEnding, StringComparison.OrdinalIgnoreCase) == true,
        _ => false,
    };

    /// <summary>Whether a file can only be a list of prompts: one that was sent as one text would be paid for in vain.</summary>
    public static bool IsList(string file) => HubAddress.IsOne(file) || Unpacked(file) is ".jsonl" or ".ndjson" or ".parquet";

    /// <summary>Answers every row, or with <c>--estimate</c> says what that would take.</summary>
    /// <exception cref="CliException">An option has no meaning for a file of prompts.</exception>
    public static async Task<int> RunAsync(CliHost host, AskSettings settings, CancellationToken cancellationToken)
    {
        Refuse(host, settings);
        AnswerSchema? schema = settings.SchemaFile is { } file ? await AnswerSchema.ReadAsync(host, file, cancellationToken) : null;
        SynthChoice choice = new()
        {
            Prompts = settings.Prompt.File,
            Output = JobOf(settings.OutputFile),
            Recipe = settings.Choice,
            Answers = settings.Choice.Aggregators,
            Export = new SynthExportChoice(),
            Json = settings.Json,
            Command = settings.Command,
            Asked = new AskedRows(settings.OutputFile ?? "") { Force = settings.Force, Quiet = settings.Quiet, Strict = settings.Strict, System = settings.Prompt.System, Schema = schema },
        };
        return settings.Estimate
            ? await new SynthPlanRunner(host, choice).RunAsync(cancellationToken)
            : await new SynthRunRunner(host, choice).RunAsync(cancellationToken);
    }

    private static void Refuse(CliHost host, AskSettings settings)
    {
        string file = settings.Prompt.File!;
        string? misplaced = settings switch
        {
            { Prompt.Text: not null } => "a prompt beside it has no place; what all rows share goes with --system",
            { Prompt.Chat: not null } => "--chat has no place beside it; a row may hold a conversation in its 'messages'",
            { Prompt.Images.Count: > 0 } => "--image has no place beside it; a row may name pictures in its 'images'",
            { Continue: true } => "--continue has no place beside it; a row may hold a conversation in its 'messages'",
            { Show: not ShowParts.None } => "--show has no place beside it; the job's folder keeps every candidate, and 'fusion synth export' writes them",
            { RecordFile: not null } => "--record has no place beside it; the job's folder keeps every call",
            { Log: not null and not RunLogLevel.Off } => "--log has no place beside it; the job's folder keeps every call",
            _ => null,
        };
        if (misplaced is not null)
            throw CliException.BadInput($"{file} is a list of prompts: {misplaced}", AsOneText(file));
        if (settings is { OutputFile: null, Estimate: false })
            throw CliException.BadInput($"{file} is a list of prompts, and there is no place for the answers", $"Name it with --out answers.jsonl. {AsOneText(file)}".TrimEnd());
        if (settings.OutputFile is not { } output)
            return;
        if (!output.EndsWith(AnswersEnding, StringComparison.OrdinalIgnoreCase) || Path.GetFileName(output) == AnswersEnding)
            throw CliException.BadInput($"{file} is a list of prompts, and its answers are JSON Lines, but --out is {output}", "Name a file that ends in .jsonl; 'fusion synth run' makes other formats.");
        if (RealPath.Of(host.FullPath(output)) == RealPath.Of(host.FullPath(file)))
            throw CliException.BadInput($"--out is the file of the prompts, {file}", "Name another file.");
        if (File.Exists(host.FullPath(JobOf(output))))
            throw CliException.BadInput($"{JobOf(output)} is a file, and the job is kept in a folder of that name", "Name another --out.");
    }

    private static string JobOf(string? output) => $"{output}.job";

    private static string? AsOneText(string file) => HubAddress.IsOne(file) ? null : $"'fusion ask - < {file}' sends the file as one text.";

    private static string Unpacked(string file)
    {
        string ending = Path.GetExtension(file).ToLowerInvariant();
        return ending is ".gz" or ".zst" ? Path.GetExtension(Path.GetFileNameWithoutExtension(file)).ToLowerInvariant() : ending;
    }
}
