using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli;

/// <summary>What can be typed beside questions: words that begin with a slash. One that is not known is never sent to a model.</summary>
internal sealed class ChatCommands
{
    private static readonly (string Name, string Usage, string Meaning)[] All =
    [
        ("show", "/show [PART …]", "more of the last answer: candidates, provenance, receipt (without a part: provenance)"),
        ("compare", "/compare [AGGREGATOR …]", "the last candidates through other aggregators"),
        ("record", "/record FILE", "save the last receipt with all texts, for 'fusion replay'"),
        ("new", "/new", "begin a new conversation"),
        ("resume", "/resume [RUN]", "go on with a conversation that was kept (without a run: the last one but this)"),
        ("help", "/help", "these lines"),
        ("exit", "/exit", "leave; Ctrl+D does too, and Ctrl+C where no answer is being written"),
    ];

    private static readonly string[] DefaultComparison = [AggregatorNames.First, AggregatorNames.MajorityVote, AggregatorNames.MinimumBayesRisk];

    private readonly CliHost _host;
    private readonly ChatConversation _conversation;

    public ChatCommands(CliHost host, ChatConversation conversation)
    {
        _host = host;
        _conversation = conversation;
    }

    /// <returns>Whether the conversation goes on.</returns>
    /// <exception cref="CliException">There is no such command, or it cannot be done.</exception>
    public async Task<bool> RunAsync(string line, CancellationToken cancellationToken)
    {
        string[] words = line[1..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string name = words.Length > 0 ? words[0] : "";
        switch (name)
        {
            case "show":
                Show(words[1..]);
                return true;
            case "compare":
                await CompareAsync(words[1..], cancellationToken);
                return true;
            case "record":
                await RecordAsync(line["/record".Length..].Trim(), cancellationToken);
                return true;
            case "new":
                _conversation.Restart();
                _host.Error.WriteLine("a new conversation");
                return true;
            case "resume":
                Resume(words[1..]);
                return true;
            case "help":
                foreach ((string _, string usage, string meaning) in All)
                    _host.Error.WriteLine($"  {usage,-25} {meaning}");
                return true;
            case "exit" or "quit":
                return false;
            default:
                throw CliException.BadInput(
                    UnknownWord.Say($"/{name}", "command", All.Select(command => $"/{command.Name}")), "/help lists them; // begins a question that starts with a slash.");
        }
    }

    private void Show(string[] names)
    {
        ShowParts parts = names.Length == 0 ? ShowParts.Provenance : ShowParts.None;
        foreach (string name in names)
            parts |= ShowOption.Find(name) ?? throw CliException.BadInput($"/show knows {string.Join(", ", ShowOption.Names)}, not '{name}'");

        // An analysis is another call, made with the answer or not at all.
        if (parts == ShowParts.Analysis)
            throw CliException.BadInput("a conversation makes no analyses", "'fusion ask --show analysis' does.");
        new OutcomeView(_host).WriteParts(Last(), parts & ~ShowParts.Analysis);
    }

    private async Task CompareAsync(string[] names, CancellationToken cancellationToken)
    {
        foreach (string name in names.Where(name => !AggregatorNames.All.Contains(name)))
            throw CliException.BadInput(UnknownWord.Say(name, "aggregator", AggregatorNames.All), $"There are {string.Join(", ", AggregatorNames.All)}.");
        Last();
        CompareTable.Write(_host.Console, await _conversation.CompareAsync(names.Length > 0 ? names : DefaultComparison, cancellationToken));
    }

    private async Task RecordAsync(string file, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
            throw CliException.BadInput("/record needs a file", "For example: /record run.json");
        FusionOutcome outcome = Last();
        await using OutputFile record = await OutputFile.OpenAsync(_host, file, force: false, cancellationToken, mend: "Name another file.");
        await record.WriteAsync(ReceiptJson.Write(outcome.Receipt, indented: true));
        _host.Error.WriteLine($"recorded in {file}; 'fusion replay {file} -a majority-vote' tries another aggregator");
    }

    private void Resume(string[] words)
    {
        if (words.Length > 1)
            throw CliException.BadInput("/resume takes one run", "'fusion logs' shows those that are kept.");
        int questions = _conversation.Resume(words is [var id] ? id : null);
        _host.Error.WriteLine($"going on with {Figures.Of(questions, "question")} asked before");
    }

    private FusionOutcome Last() => _conversation.Last ?? throw CliException.BadInput("there is no answer yet");
}
