using FusionOfN.Cli.Rendering;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>A conversation with a panel: every turn samples all members anew and makes one answer of theirs, and only this answer is remembered.</summary>
internal sealed class ChatConversation
{
    private readonly CliHost _host;
    private readonly ModelSetup _setup;
    private readonly ChatSettings _settings;
    private readonly IReadOnlyList<Budget> _budgets;
    private readonly List<ChatMessage> _messages = [];
    private RunLog _log;
    private string? _id;

    /// <param name="host">The process.</param>
    /// <param name="setup">The models.</param>
    /// <param name="settings">What the command line says.</param>
    /// <param name="log">Where each turn is kept.</param>
    /// <param name="earlier">The run to go on from, if any.</param>
    public ChatConversation(CliHost host, ModelSetup setup, ChatSettings settings, RunLog log, LoggedRun? earlier)
    {
        _host = host;
        _setup = setup;
        _settings = settings;
        _log = log;

        // One budget for the whole conversation: it is what the person wants to spend.
        _budgets = settings.Choice.CreateBudget(host.Time) is { } budget ? [budget] : [];
        if (earlier is not null)
            Take(earlier);
        else
            Restart();
    }

    /// <summary>The last run; null before the first.</summary>
    public FusionOutcome? Last { get; private set; }

    /// <summary>Forgets what was said, but for the system message.</summary>
    public void Restart()
    {
        _messages.Clear();
        if (_settings.System is { } system)
            _messages.Add(new ChatMessage(ChatRole.System, system));
        (_id, Last) = (null, null);
    }

    /// <summary>Goes on with a conversation that was kept, and keeps the texts of what follows too.</summary>
    /// <param name="id">How the id of one of its runs begins or ends; null for the last conversation but this one.</param>
    /// <returns>How many questions were asked in it.</returns>
    /// <exception cref="CliException">There is none, or its texts were not kept.</exception>
    public int Resume(string? id)
    {
        RunLog log = new(_host, LogOption.Resolve(_host, _settings.Log, continues: true));
        LoggedRun earlier = log.ToContinue(id, besides: _id);
        Restart();
        _log = log;
        Take(earlier);
        return _messages.Count(message => message.Role == ChatRole.User);
    }

    /// <summary>Asks a question. One that gets no answer is not remembered.</summary>
    /// <returns>The exit code of this turn.</returns>
    public async Task<int> AskAsync(string question, CancellationToken cancellationToken)
    {
        // The texts stay in this process unless they are wanted: /record and /compare need them.
        Recipe recipe = _setup.Recipe with { Record = true };
        ChatMessage asked = new(ChatRole.User, question);
        FusionRequest request = new([.. _messages, asked]) { Options = _settings.Choice.RequestOptions, SharedBudgets = _budgets };
        RunDisplay display = new(_host, showsPanel: !_settings.Quiet, showsAnswer: true);
        FusionOutcome outcome = await display.FollowAsync(CreateEngine(recipe).RunAsync(request, cancellationToken), cancellationToken);
        _log.Add(outcome.Receipt, _id);
        if (outcome.Receipt.Status != FusionStatus.Failed)
        {
            _messages.AddRange([asked, new ChatMessage(ChatRole.Assistant, outcome.Answer)]);
            _id ??= outcome.Receipt.RunId;
            Last = outcome;
        }

        if (!_settings.Quiet)
            WriteClosing(outcome.Receipt);
        return RunExit.Of(_host, outcome.Receipt, strict: false);
    }

    /// <summary>Gives the last candidates to other aggregators. The conversation stays as it is.</summary>
    /// <exception cref="CliException">An aggregator cannot be made of these models.</exception>
    public async Task<IReadOnlyList<FusionOutcome>> CompareAsync(IReadOnlyList<string> aggregators, CancellationToken cancellationToken)
    {
        if (aggregators.Select(name => Aggregators.FindProblem(name, _setup.Parts)).FirstOrDefault(problem => problem is not null) is { } problem)
            throw CliException.BadInput(problem);
        CandidatePool pool = Last!.Pool;
        List<FusionOutcome> outcomes = [];
        foreach (IAggregator aggregator in (IReadOnlyList<IAggregator>)[.. aggregators.Select(name => Aggregators.Create(name, _setup.Parts))])
        {
            FusionRequest request = new(pool.Messages) { Candidates = pool.Candidates, Options = _settings.Choice.RequestOptions, SharedBudgets = _budgets };
            outcomes.Add(await CreateEngine(_setup.Recipe with { Aggregator = aggregator }).CompleteAsync(request, cancellationToken));
        }

        return outcomes;
    }

    private void Take(LoggedRun earlier)
    {
        _id = earlier.Conversation;
        _messages.Clear();
        _messages.AddRange(earlier.Messages!);
    }

    private FusionEngine CreateEngine(Recipe recipe) => new(recipe, new FusionEngineOptions { TimeProvider = _host.Time });

    private void WriteClosing(FusionReceipt receipt)
    {
        _host.Error.WriteLine(ReceiptLine.Of(receipt));
        foreach (string note in receipt.Notes)
            _host.Error.WriteLine($"note: {TerminalText.OneLine(note)}");
    }
}
