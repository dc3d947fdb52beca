using Microsoft.Extensions.AI;

namespace FusionOfN.Lab;

/// <summary>Makes the answers of methods through the engine, and never the same one twice: what the store holds is taken from there.</summary>
internal sealed class MethodRunner
{
    private readonly RunStore _store;
    private readonly LabWorld _world;
    private readonly LabCast _cast;
    private readonly LabRunOptions _options;

    public MethodRunner(RunStore store, LabWorld world, LabCast cast, LabRunOptions options) =>
        (_store, _world, _cast, _options) = (store, world, cast, options);

    /// <summary>A recipe for candidates that are there already.</summary>
    public static Recipe Recipe(IAggregator aggregator, int seed) => new("lab", RecordedPanel.Instance, aggregator) { Seed = seed };

    /// <summary>The answers of the methods that take a candidate.</summary>
    public async Task<IReadOnlyList<AnswerRow>> TakeAsync(
        LabPool pool, TestItem item, IReadOnlyList<CandidateRow> candidates, IReadOnlyList<RewardRow>? rewards, CancellationToken cancellationToken)
    {
        List<(string Method, IAggregator Aggregator)> takers =
            [(LabMethods.Majority, Votes(item.Column.Task)), (LabMethods.MinimumBayesRisk, new MinimumBayesRiskAggregator())];
        if (rewards is not null)
            takers.Add((LabMethods.BestOfN, new BestOfNAggregator(new RecordedScorer(_cast.Reward!.Scorer.Name, rewards))));

        List<AnswerRow> answers = [];
        foreach (var (method, aggregator) in takers)
            answers.Add(await AnswerAsync(method, pool, item, candidates, aggregator, cancellationToken).ConfigureAwait(false));
        return answers;
    }

    /// <summary>The answer that a fusor writes.</summary>
    public Task<AnswerRow> FuseAsync(LabPool pool, TestItem item, IReadOnlyList<CandidateRow> candidates, CastModel fusor, CancellationToken cancellationToken) =>
        AnswerAsync(NameOf(fusor), pool, item, candidates, Fusion(fusor), cancellationToken);

    /// <summary>The control: the fusor reads the prompt and another prompt's candidates.</summary>
    public Task<AnswerRow> FuseOthersAsync(
        LabPool pool, TestItem item, TestItem other, IReadOnlyList<CandidateRow> candidates, CancellationToken cancellationToken) =>
        AnswerAsync(LabMethods.OtherCandidates, pool, item, candidates, Fusion(_cast.Fusor), cancellationToken, other.Id);

    /// <summary>A control without candidates: a model is asked directly.</summary>
    public async Task<AnswerRow> AskAsync(string method, LabPool pool, TestItem item, string prompt, CastModel model, CancellationToken cancellationToken)
    {
        if (_store.Answers.Find(AnswerRow.KeyOf(item.Id, pool.Name, method, [])) is { } known)
            return known;

        int seed = SeedOf(pool, item, method);
        Panel panel = new(new PanelMember(Decisive(model)));
        FusionEngine engine = new(new Recipe("lab-control", panel, new FirstAggregator()) { Seed = seed }, new() { TimeProvider = _options.TimeProvider });
        var outcome = await engine.CompleteAsync(new([new ChatMessage(ChatRole.User, prompt)]), cancellationToken).ConfigureAwait(false);
        LabScore score = _world[item.Column.Task].Score(item.Item, outcome.Answer);
        AnswerRow answer = new()
        {
            Item = item.Id,
            Pool = pool.Name,
            Method = method,
            N = 0,
            Candidates = [],
            Writer = model.Name,
            Seed = seed,
            Answer = outcome.Answer,
            Score = score.Value,
            Exact = score.IsExact,
        };
        await _store.Answers.AddAsync([answer]).ConfigureAwait(false);
        return answer;
    }

    /// <summary>The method's name for a fusor.</summary>
    public string NameOf(CastModel fusor) => ReferenceEquals(fusor, _cast.Fusor) ? LabMethods.Fusion : LabMethods.FusionBy(fusor.Name);

    private ChatModel Decisive(CastModel model) => model.Model with { Options = new() { Temperature = 0, MaxOutputTokens = _options.AnswerTokens } };

    private static MajorityVoteAggregator Votes(LabTask task) => new(AnswerExtractors.Create(task == LabTask.Reasoning ? "number" : "exact"));

    private FusionAggregator Fusion(CastModel fusor) => new([Decisive(fusor)], _cast.FusorPrompt);

    private async Task<AnswerRow> AnswerAsync(
        string method,
        LabPool pool,
        TestItem item,
        IReadOnlyList<CandidateRow> rows,
        IAggregator aggregator,
        CancellationToken cancellationToken,
        string? candidatesOf = null)
    {
        string[] labels = [.. rows.Select(row => row.Label)];
        string key = AnswerRow.KeyOf(item.Id, pool.Name, candidatesOf is null ? method : $"{method}@{candidatesOf}", labels);
        if (_store.Answers.Find(key) is { } known)
            return known;

        int seed = SeedOf(pool, item, method);
        FusionEngine engine = new(Recipe(aggregator, seed), new() { TimeProvider = _options.TimeProvider });
        Candidate[] candidates = [.. rows.Select((row, index) => row.ToCandidate(index))];
        var outcome = await engine.CompleteAsync(
            new([new ChatMessage(ChatRole.User, item.Item.Prompt)]) { Candidates = candidates }, cancellationToken).ConfigureAwait(false);
        LabScore score = _world[item.Column.Task].Score(item.Item, outcome.Answer);
        bool isWritten = outcome.Receipt.Writer is not null;
        AnswerRow answer = new()
        {
            Item = item.Id,
            Pool = pool.Name,
            Method = method,
            N = rows.Count,
            CandidatesOf = candidatesOf,
            Candidates = labels,
            Writer = outcome.Receipt.Writer,
            Selected = outcome.Receipt.Selected is { } selected ? labels[selected] : null,
            Seed = seed,
            Answer = outcome.Answer,
            Score = score.Value,
            Exact = score.IsExact,
            Order = outcome.Receipt.Order,
            Level = outcome.Receipt.FallbackLevel,
            CopyRate = isWritten ? outcome.Provenance?.CopyRate : null,
            Shares = isWritten ? outcome.Provenance?.Shares : null,
            EqualsCandidate = isWritten ? rows.Any(row => row.Text.Trim() == outcome.Answer.Trim()) : null,
        };
        await _store.Answers.AddAsync([answer]).ConfigureAwait(false);
        return answer;
    }

    private int SeedOf(LabPool pool, TestItem item, string method) => HashedChance.Seed($"{_options.Seed}|{pool.Name}|{item.Id}|{method}") / 2;
}
