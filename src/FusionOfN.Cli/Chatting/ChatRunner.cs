namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion chat</c>: questions and answers in turn until the input ends.</summary>
internal sealed class ChatRunner
{
    private readonly CliHost _host;
    private readonly ChatSettings _settings;

    public ChatRunner(CliHost host, ChatSettings settings)
    {
        _host = host;
        _settings = settings;
    }

    /// <returns>At a keyboard always <see cref="ExitCode.Ok"/>; from a pipe the code of the last turn that failed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (_settings is { Continue: true, System: not null })
            throw CliException.BadInput("--system begins a conversation, and --continue goes on with one", "Give one of the two.");
        RunLog log = new(_host, LogOption.Resolve(_host, _settings.Log, _settings.Continue));
        LoggedRun? earlier = _settings.Continue ? log.ToContinue() : null;
        using ModelSetup setup = await ModelSetup.ForSamplingAsync(_host, _settings.Choice, cancellationToken);
        if (!_settings.Quiet)
            setup.WriteOrigin(_host);
        ChatConversation conversation = new(_host, setup, _settings, log, earlier);
        if (_host.IsInputTerminal && !_settings.Quiet)
            _host.Error.WriteLine("Ask, and ask again; /help lists what else can be typed, Ctrl+C stops an answer, Ctrl+D leaves.");

        int failed = await TalkAsync(conversation, cancellationToken);
        return _host.IsInputTerminal ? ExitCode.Ok : failed;
    }

    private async Task<int> TalkAsync(ChatConversation conversation, CancellationToken cancellationToken)
    {
        ChatInput input = new(_host);
        ChatCommands commands = new(_host, conversation);
        int failed = ExitCode.Ok;
        while (await input.ReadAsync(cancellationToken) is { } line)
        {
            string text = line.Trim();
            if (text.Length == 0)
                continue;
            bool isCommand = text[0] == '/' && !text.StartsWith("//", StringComparison.Ordinal);
            try
            {
                if (isCommand && !await TakeTurnAsync(token => commands.RunAsync(text, token), cancellationToken))
                    break;
                if (!isCommand && await TakeTurnAsync(token => conversation.AskAsync(text[0] == '/' ? text[1..] : text, token), cancellationToken) is var code and not ExitCode.Ok)
                    failed = code;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                _host.Error.WriteLine(isCommand ? "stopped" : "stopped; the question is not remembered");
            }
            catch (Exception exception) when (exception is CliException or IOException or UnauthorizedAccessException)
            {
                // A slip must not end a conversation.
                failed = ErrorReport.Write(_host, exception, verbose: false, cancellationToken);
            }
        }

        return failed;
    }

    // Whoever sits at the keyboard stops one turn with Ctrl+C and asks something else; a list of questions from a pipe is stopped as a whole.
    private Task<T> TakeTurnAsync<T>(Func<CancellationToken, Task<T>> turn, CancellationToken cancellationToken) =>
        _host is { IsInputTerminal: true, Stop: { } stop } ? stop.RunTurnAsync(turn, cancellationToken) : turn(cancellationToken);
}
