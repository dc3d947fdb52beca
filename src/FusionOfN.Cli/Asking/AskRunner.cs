using FusionOfN.Cli.Rendering;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion ask</c> from the command line's settings to the exit code.</summary>
internal sealed class AskRunner
{
    private readonly CliHost _host;
    private readonly AskSettings _settings;

    public AskRunner(CliHost host, AskSettings settings)
    {
        _host = host;
        _settings = settings;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        RunLog log = new(_host, LogOption.Resolve(_host, _settings.Log, _settings.Continue));
        LoggedRun? earlier = _settings.Continue ? ToContinue(log) : null;
        IReadOnlyList<ChatMessage> messages = [.. earlier?.Messages ?? [], .. await PromptReader.ReadAsync(_host, _settings.Prompt, cancellationToken)];
        AnswerSchema? schema = _settings.SchemaFile is { } schemaFile ? await AnswerSchema.ReadAsync(_host, schemaFile, cancellationToken) : null;
        await using OutputFile? record = await OpenAsync(_settings.RecordFile, cancellationToken);
        await using OutputFile? output = await OpenAsync(_settings.OutputFile, cancellationToken);
        using ModelSetup setup = await ModelSetup.ForSamplingAsync(_host, _settings.Choice, cancellationToken);
        bool talks = !_settings.Quiet && !_settings.Json;
        if (!_settings.Quiet)
        {
            setup.WriteOrigin(_host);
            setup.WriteDoubt(_host, messages);
        }

        bool analyses = _settings.Show.HasFlag(ShowParts.Analysis);
        Recipe recipe = setup.Recipe with
        {
            Record = setup.Recipe.Record || _settings.RecordFile is not null || log.KeepsTexts,
            Analyst = analyses ? setup.Recipe.Analyst ?? setup.Parts.Judge ?? (setup.Parts.Fusors is [var fusor, ..] ? fusor : null) : setup.Recipe.Analyst,
        };
        FusionRequest request = new(messages) { Analyse = analyses, Options = Options(schema), AnswerCheck = schema?.Check };
        if (_settings.Estimate)
            return EstimateView.Write(_host, RunEstimate.Of(recipe, request, _host.Time.GetUtcNow()), _settings.Json);

        RunDisplay display = new(_host, showsPanel: !_settings.Quiet, showsAnswer: !_settings.Json && output is null);
        FusionEngine engine = new(recipe, new FusionEngineOptions { TimeProvider = _host.Time });
        FusionOutcome outcome = await display.FollowAsync(
            engine.RunAsync(request, cancellationToken), cancellationToken);
        log.Add(outcome.Receipt, earlier?.Conversation);

        if (_settings.Json)
            await WriteAsync(output, AskDocument.Serialize(outcome, setup.Origin));
        else if (output is not null && outcome.Receipt.Status != FusionStatus.Failed)
            await WriteAsync(output, outcome.Answer);
        if (!_settings.Json)
            new OutcomeView(_host).WriteParts(outcome, _settings.Show);

        // After the answer: what was paid for is on the screen whatever becomes of the file.
        if (record is not null)
            await record.WriteAsync(ReceiptJson.Write(outcome.Receipt, indented: true));
        if (talks)
            WriteClosing(outcome, setup);
        return RunExit.Of(_host, outcome.Receipt, _settings.Strict);
    }

    private async Task<OutputFile?> OpenAsync(string? file, CancellationToken cancellationToken) =>
        file is null || _settings.Estimate ? null : await OutputFile.OpenAsync(_host, file, _settings.Force, cancellationToken);

    private async Task WriteAsync(OutputFile? output, string text)
    {
        if (output is null)
        {
            _host.Out.WriteLine(text);
            return;
        }

        try
        {
            await output.WriteAsync($"{text}\n");
        }
        catch (CliException)
        {
            // It has been paid for.
            _host.Out.WriteLine(text);
            throw;
        }
    }

    private LoggedRun ToContinue(RunLog log)
    {
        if (_settings.Prompt is { System: null, Chat: null })
            return log.ToContinue();
        string option = _settings.Prompt.Chat is null ? "--system" : "--chat";
        throw CliException.BadInput($"{option} begins a conversation, and --continue goes on with one", "Give one of the two.");
    }

    private ChatOptions? Options(AnswerSchema? schema)
    {
        ChatOptions? options = _settings.Choice.RequestOptions;
        if (schema is not null)
            (options ??= new ChatOptions()).ResponseFormat = schema.Format;
        return options;
    }

    private void WriteClosing(FusionOutcome outcome, ModelSetup setup)
    {
        _host.Error.WriteLine(ReceiptLine.Of(outcome.Receipt));
        foreach (string note in outcome.Receipt.Notes)
            _host.Error.WriteLine($"note: {TerminalText.OneLine(note)}");
        if (_settings.OutputFile is { } output && outcome.Receipt.Status != FusionStatus.Failed)
            _host.Error.WriteLine($"the answer is in {output}");
        if (_settings.RecordFile is { } file)
            _host.Error.WriteLine($"recorded in {file}; 'fusion replay {file} -a majority-vote' tries another aggregator");
        setup.WriteHints(_host);
    }
}
