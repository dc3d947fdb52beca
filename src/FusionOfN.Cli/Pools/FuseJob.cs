using System.Collections.Concurrent;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Runs every row of a pool file through every aggregator, several rows at once, and keeps each answer as soon as it is there.</summary>
internal sealed class FuseJob
{
    private readonly FuseJobOptions _options;
    private readonly ConcurrentBag<RowProblem> _problems = [];
    private readonly ConcurrentDictionary<string, int> _notes = new();
    private int _answered;
    private int _skipped;
    private int _degraded;
    private int _overBudget;
    private int _unreadableGold;

    public FuseJob(FuseJobOptions options)
    {
        _options = options;
        Scores = new ScoreBoard([.. options.Recipes.Select(recipe => recipe.Aggregator.Name)]);
    }

    public ScoreBoard Scores { get; }

    /// <summary>Rows that could not be read or answered, by line.</summary>
    public IReadOnlyList<RowProblem> Problems => [.. _problems.OrderBy(problem => problem.Line)];

    /// <summary>Notes of the aggregators (broken ties and the like) and how often each was made.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Notes => [.. _notes.OrderByDescending(note => note.Value)];

    /// <summary>Answers made by this run.</summary>
    public int Answered => _answered;

    /// <summary>Answers that were there already.</summary>
    public int Skipped => _skipped;

    public int Degraded => _degraded;

    /// <summary>Rows the budget did not cover.</summary>
    public int OverBudget => _overBudget;

    /// <summary>Rows whose gold answer the extractor cannot read.</summary>
    public int UnreadableGold => _unreadableGold;

    public void Report(RowProblem problem) => _problems.Add(problem);

    /// <summary>Runs the rows. On cancellation the rows in flight are given up; finished ones are kept.</summary>
    public Task RunAsync(IAsyncEnumerable<PoolRow> rows, Action onRowDone, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(rows, parallel, async (row, token) =>
        {
            await RunRowAsync(row, token);
            onRowDone();
        });
    }

    private async Task RunRowAsync(PoolRow row, CancellationToken cancellationToken)
    {
        if (_overBudget > 0)
        {
            // The budget is spent: what is left waits for the next run instead of being answered by a fallback.
            Interlocked.Increment(ref _overBudget);
            return;
        }

        if (IsChanged(row))
        {
            Report(new RowProblem(row.Line, $"the row '{row.Id}' has changed since --out answered it, so it is neither scored nor answered; give it another id, or start again with --restart"));
            return;
        }

        IReadOnlyList<bool?> judged = _options.Gold.JudgeCandidates(row);
        Scores.AddCandidates(row, judged);
        if (_options.Gold.CannotRead(row))
            Interlocked.Increment(ref _unreadableGold);

        foreach (Recipe recipe in _options.Recipes)
        {
            string aggregator = recipe.Aggregator.Name;
            if (_options.Finished.Find(row.Id, aggregator) is { } finished)
            {
                Interlocked.Increment(ref _skipped);
                if (finished.Correct is { } wasCorrect)
                    Scores.AddAnswer(aggregator, row.Id, wasCorrect);
                continue;
            }

            try
            {
                await AnswerAsync(row, recipe, judged, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException and not IOException)
            {
                // One row must not end a job of thousands; a full disk must.
                Report(new RowProblem(row.Line, $"{aggregator}: {exception.Message}"));
            }
        }
    }

    private bool IsChanged(PoolRow row) => _options.Recipes.Any(
        recipe => _options.Finished.Find(row.Id, recipe.Aggregator.Name) is { } finished && finished.Row != row.Hash);

    private async Task AnswerAsync(PoolRow row, Recipe recipe, IReadOnlyList<bool?> judged, CancellationToken cancellationToken)
    {
        Recipe seeded = recipe.Seed is { } seed ? recipe with { Seed = Seeds.Derive(seed, row.Id) } : recipe;
        FusionRequest request = new(row.Messages) { Candidates = row.Candidates, SharedBudgets = _options.Budget is { } budget ? [budget] : [] };
        FusionOutcome outcome = await new FusionEngine(seeded, _options.Engine).CompleteAsync(request, cancellationToken);
        if (outcome.Receipt.Calls.Any(call => call.State == CallState.OverBudget))
        {
            Interlocked.Increment(ref _overBudget);
            return;
        }

        if (outcome.Receipt.Status == FusionStatus.Failed)
        {
            Report(new RowProblem(row.Line, $"{recipe.Aggregator.Name} gave no answer: {Reason(outcome.Receipt)}"));
            return;
        }

        bool? correct = _options.Gold.JudgeAnswer(row, outcome.Answer, outcome.Receipt.Selected);
        if (_options.Output is { } output)
            await output.AppendAsync(Record(row, recipe, outcome, correct, judged));
        if (correct is { } isCorrect)
            Scores.AddAnswer(recipe.Aggregator.Name, row.Id, isCorrect);
        Count(recipe.Aggregator.Name, outcome.Receipt);
    }

    private void Count(string aggregator, FusionReceipt receipt)
    {
        Interlocked.Increment(ref _answered);
        if (receipt.Degraded)
            Interlocked.Increment(ref _degraded);
        foreach (string note in receipt.Notes)
            _notes.AddOrUpdate($"{aggregator}: {note}", 1, (_, count) => count + 1);
    }

    private FuseRecord Record(PoolRow row, Recipe recipe, FusionOutcome outcome, bool? correct, IReadOnlyList<bool?> judged) => new()
    {
        Id = row.Id,
        Aggregator = recipe.Aggregator.Name,
        Answer = outcome.Answer,
        Messages = MessageDocument.Conversation(row.Messages, outcome.Answer),
        Selected = outcome.Receipt.Selected,
        Correct = correct,
        Oracle = judged.Any(mark => mark is not null) ? judged.Any(mark => mark == true) : null,
        Settings = _options.Settings[recipe.Aggregator.Name],
        Row = row.Hash,
        Provenance = ProvenanceDocument.From(outcome.Provenance),
        Receipt = ReceiptDocument.ToElement(outcome.Receipt),
    };

    private static string Reason(FusionReceipt receipt) =>
        receipt.Calls.LastOrDefault(call => call.Failure is not null)?.Failure?.Reason ?? (receipt.Notes is [.., var note] ? note : "no usable candidate");
}
