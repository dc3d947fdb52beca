using FusionOfN.Jobs;

namespace FusionOfN.Synthesis;

/// <summary>The way of one prompt: sample the teachers once, let every method make its answer of the same candidates, score them all.</summary>
internal sealed class SynthItem
{
    private readonly SynthPlan _plan;
    private readonly PromptTranslator? _translator;
    private readonly (string Method, IAggregator Aggregator)[] _aggregators;

    public SynthItem(SynthPlan plan)
    {
        _plan = plan;
        _translator = plan.Translation is { } translation ? new PromptTranslator(translation, plan) : null;
        _aggregators = [.. plan.Methods.Where(SynthMethods.IsAggregator).Select(method => (method, Aggregators.Create(method, plan.Parts)))];
    }

    /// <summary>Answers a prompt, after its translation where it is to be translated.</summary>
    public async Task<ItemOutcome> RunAsync(PromptRow prompt, ItemContext item, CancellationToken cancellationToken)
    {
        if (prompt.TranslatedFrom is null || _translator is null)
            return await AnswerAsync(prompt, null, [], item, cancellationToken).ConfigureAwait(false);
        var (translated, translation, failure) = await _translator.TranslateAsync(prompt, item, cancellationToken).ConfigureAwait(false);
        ItemCall[] calls = [.. item.Calls];
        if (failure is not null)
            return ItemOutcome.Failed("translation", failure, SynthJson.Write(Row(prompt, item, calls, [], []) with { Translation = translation }));
        return translation.Problem is { } problem
            ? ItemOutcome.Filtered("translation", problem, SynthJson.Write(Row(prompt, item, calls, [], []) with { Translation = translation }))
            : await AnswerAsync(translated, translation, calls, item, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ItemOutcome> AnswerAsync(PromptRow prompt, PromptTranslation? translation, ItemCall[] before, ItemContext item, CancellationToken cancellationToken)
    {
        var messages = await PromptImages.AttachAsync(prompt, _plan.ImageFolder, cancellationToken).ConfigureAwait(false);
        if (messages is null)
            return ItemOutcome.Failed("image", $"a picture of the prompt cannot be read: {string.Join(", ", prompt.Images)}", SynthJson.Write(Row(prompt, item, [], [])));
        FusionRequest request = new(messages) { Options = _plan.Options, AnswerCheck = _plan.AnswerCheck };
        var pool = await item.SampleAsync(_plan.Recipe, request, cancellationToken).ConfigureAwait(false);
        ItemCall[] sampled = [.. item.Calls.Skip(before.Length).Where(call => call.Candidate is not null)];
        var candidates = Number(pool.Candidates, sampled);
        if (pool.Usable.Count == 0)
            return ItemOutcome.Failed("no-candidate", candidates.FirstOrDefault(candidate => candidate.Failure is not null)?.Failure ?? "no teacher gave an answer", SynthJson.Write(Row(prompt, item, [.. before, .. sampled], candidates, [])));

        List<SynthAnswer> answers = [];
        PromptVersion? fusorPrompt = null;
        foreach (var (method, aggregator) in _aggregators)
        {
            var earlier = Beside(item).Count();
            var outcome = await item.CompleteAsync(_plan.Recipe with { Aggregator = aggregator }, request with { Candidates = pool.Candidates }, cancellationToken).ConfigureAwait(false);
            fusorPrompt ??= outcome.Receipt.FusorPrompt;
            answers.Add(Answer(method, outcome, CallTotals.Of(Beside(item).Skip(earlier))));
        }

        answers.AddRange(Controls(pool, item.Seed));
        if (_plan.Scorer is { } scorer)
            (candidates, answers) = await ScoreAsync(scorer, item, request, pool, candidates, answers, cancellationToken).ConfigureAwait(false);
        var row = Row(prompt, item, [.. before, .. sampled], candidates, [.. _plan.ExportedMethods.Select(method => answers.FirstOrDefault(answer => answer.Method == method)).OfType<SynthAnswer>()]) with { FusorPrompt = fusorPrompt, Translation = translation };
        return ItemOutcome.Done(SynthJson.Write(row));
    }

    /// <summary>Calls for anything but candidates. One of those that was given up may still end while the item goes on, and would count now and not the next time.</summary>
    private static IEnumerable<ItemCall> Beside(ItemContext item) => item.Calls.Where(call => call.Candidate is null);

    private static SynthRow Row(PromptRow prompt, ItemContext item, IReadOnlyList<ItemCall> sampled, IReadOnlyList<SynthCandidate> candidates, IReadOnlyList<SynthAnswer> answers)
    {
        var totals = CallTotals.Of([.. sampled, .. Beside(item)]);
        return Row(prompt, item, candidates, answers) with { Calls = totals.Calls, InputTokens = totals.InputTokens, OutputTokens = totals.OutputTokens, CostUsd = totals.CostUsd };
    }

    private static SynthRow Row(PromptRow prompt, ItemContext item, IReadOnlyList<SynthCandidate> candidates, IReadOnlyList<SynthAnswer> answers) => new()
    {
        Position = item.Position,
        Id = prompt.Id,
        Key = prompt.Key,
        Language = prompt.Language,
        LanguageIsGuessed = prompt.LanguageIsGuessed ? true : null,
        Prompt = prompt.Messages,
        Images = prompt.Images.Count > 0 ? prompt.Images : null,
        References = prompt.References.Count > 0 ? prompt.References : null,
        Metadata = prompt.Metadata,
        Candidates = candidates,
        Answers = answers,
        Seed = item.Seed,
        Version = SynthVersion.Current,
    };

    private static List<SynthCandidate> Number(IReadOnlyList<Candidate> candidates, ItemCall[] calls)
    {
        Dictionary<string, int> samples = [];
        return [.. candidates.Select(candidate => new SynthCandidate(candidate.Model, Next(candidate.Model), candidate.State, candidate.Text)
        {
            InputTokens = Totals(candidate).InputTokens,
            OutputTokens = Totals(candidate).OutputTokens,
            CostUsd = Totals(candidate).CostUsd,
            Served = candidate.ModelServed,
            Reasoning = candidate.Reasoning,
            Refusal = candidate.Refusal,
            Failure = candidate.Failure?.Reason,
            Seed = candidate.Seed,
        })];

        CallTotals Totals(Candidate candidate) => CallTotals.Of(calls.Where(call => call.Candidate == candidate.Index));

        int Next(string model) => samples[model] = samples.TryGetValue(model, out var last) ? last + 1 : 0;
    }

    private static SynthAnswer Answer(string method, FusionOutcome outcome, CallTotals totals) => new(method, outcome.Answer)
    {
        Writer = outcome.Receipt.Writer,
        Selected = outcome.Receipt.Selected,
        Fallback = outcome.Receipt.FallbackLevel,
        FallbackReason = outcome.Receipt is { FallbackLevel: not (null or FallbackLevel.Marked), Notes.Count: > 0 } ? string.Join(" ", outcome.Receipt.Notes) : null,
        Calls = totals.Calls,
        InputTokens = totals.InputTokens,
        OutputTokens = totals.OutputTokens,
        CostUsd = totals.CostUsd,
        Status = outcome.Receipt.Status,
        Degraded = outcome.Receipt.Degraded,
        Truncated = outcome.IsCutOff,
        CopyRate = outcome.Receipt.Writer is null ? null : outcome.Receipt.CopyRate,
        Failure = outcome.Receipt.Status == FusionStatus.Failed ? outcome.Receipt.Notes is [.., var note] ? note : "no answer" : null,
    };

    // What a data set without any choosing would hold.
    private List<SynthAnswer> Controls(CandidatePool pool, int seed)
    {
        List<SynthAnswer> controls = [];
        if (_plan.Methods.Contains(SynthMethods.RandomTeacher))
            controls.Add(Take(SynthMethods.RandomTeacher, pool.Usable[new Random(seed).Next(pool.Usable.Count)]));
        if (_plan.Methods.Contains(SynthMethods.EachTeacher))
            controls.AddRange(pool.Usable.DistinctBy(candidate => candidate.Model).Select(candidate => Take(SynthMethods.Teacher(candidate.Model), candidate)));
        return controls;

        static SynthAnswer Take(string method, Candidate candidate) =>
            new(method, candidate.Text) { Selected = candidate.Index, Status = FusionStatus.Single, Truncated = candidate.State == CallState.Truncated };
    }

    /// <summary>One pass of the scorer over the candidates and the answers that were written, so that all numbers are of one kind.</summary>
    private async Task<(List<SynthCandidate> Candidates, List<SynthAnswer> Answers)> ScoreAsync(
        IScorer scorer, ItemContext item, FusionRequest request, CandidatePool pool, List<SynthCandidate> candidates, List<SynthAnswer> answers, CancellationToken cancellationToken)
    {
        var index = pool.Candidates.Count;
        List<Candidate> all = [.. pool.Usable, .. answers.Where(answer => answer.Text.Length > 0).Select(answer => new Candidate(index++, answer.Method, CallState.Ok, answer.Text))];
        var outcome = await item.CompleteAsync(_plan.Recipe with { Aggregator = new BestOfNAggregator(scorer) }, request with { Candidates = all, AnswerCheck = null }, cancellationToken).ConfigureAwait(false);

        // Candidates of the same text were scored once.
        Dictionary<string, double> scores = [];
        foreach (var (scored, score) in outcome.Receipt.Scores ?? new Dictionary<int, double>())
        {
            if (all.FirstOrDefault(candidate => candidate.Index == scored) is { } candidate)
                scores.TryAdd(candidate.Text.Trim(), score);
        }

        return (
            [.. candidates.Select(candidate => candidate.IsUsable ? candidate with { Score = Of(candidate.Text) } : candidate)],
            [.. answers.Select(answer => answer.Text.Length > 0 ? answer with { Score = Of(answer.Text) } : answer)]);

        double? Of(string text) => scores.TryGetValue(text.Trim(), out var score) ? score : null;
    }
}
