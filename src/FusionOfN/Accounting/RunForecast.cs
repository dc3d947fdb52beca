using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Says which calls a run will make, in the order in which it makes them: panel, tools, aggregator, repair, analyst.</summary>
internal sealed class RunForecast
{
    // The estimate is on the safe side of three bytes a token; a token of plain English has up to about six.
    private const int MostEstimatedPerToken = 2;

    private readonly Recipe _recipe;
    private readonly FusionRequest _request;
    private readonly IReadOnlyList<PanelSlot> _slots;
    private readonly bool _isSolo;

    public RunForecast(Recipe recipe, FusionRequest request)
    {
        _recipe = recipe;
        _request = request;
        _isSolo = recipe.Invocation.Mode == InvocationMode.Solo;
        _slots = [.. PanelSlot.Of(recipe.Panel).Take(_isSolo ? 1 : int.MaxValue)];
    }

    /// <summary>Whether there may be calls beyond the panel: one candidate is the answer as it is.</summary>
    private bool Aggregates => _slots.Count > 1;

    /// <summary>Whether there surely are: not when the first samples may agree, and not when the panel may call a tool instead.</summary>
    private bool SurelyAggregates => Aggregates && _recipe.Invocation.Mode != InvocationMode.Auto && _request.Options?.Tools is not { Count: > 0 };

    public IReadOnlyList<CallForecast> All() =>
    [
        .. PanelCalls(),
        .. Aggregates ? ToolCalls() : [],
        .. Aggregates ? AggregatorCalls() : [],
        .. RepairCalls(),
        .. AnalystCalls(),
    ];

    private IEnumerable<CallForecast> PanelCalls()
    {
        var sure = _recipe.Invocation.Mode == InvocationMode.Auto
            ? PanelSlot.InTurns(_slots).Take(Math.Clamp(_recipe.Invocation.InitialSamples, 1, _slots.Count)).Select(slot => slot.Index).ToHashSet()
            : [.. _slots.Select(slot => slot.Index)];
        foreach (var group in _slots.GroupBy(slot => slot.Member, ReferenceEqualityComparer.Instance))
            yield return Call(((PanelMember)group.Key!).Model, CallRole.Panel, new(group.Count(slot => sure.Contains(slot.Index)), group.Count()), _request.Messages, _request.Options);
        foreach (var spare in _recipe.Panel.Spares)
            yield return Call(spare.Model, CallRole.Panel, new(0, spare.Samples), _request.Messages, _request.Options);
    }

    private IEnumerable<CallForecast> ToolCalls()
    {
        // Proposals that tie are put to the fusor.
        if (_request.Options?.Tools is { Count: > 0 } && _recipe.Writer is { } writer)
            yield return WithCandidates(writer, CallRole.Fusor, new(0, 1), JudgePrompt.Ask(_request.Messages, Empty(_slots.Count), 0, ToolCallVote.Question), AtZero);
    }

    private IEnumerable<CallForecast> AggregatorCalls()
    {
        var least = SurelyAggregates ? 1 : 0;
        var n = _slots.Count;
        return _recipe.Aggregator switch
        {
            FusionAggregator fusion => FusionCalls(fusion, least),
            BestOfNAggregator best => ScorerCalls(best.Scorer, least),
            WeightedVoteAggregator vote => ScorerCalls(vote.Scorer, least),
            // Equal candidates are judged once, so that there may be no duel at all.
            PairwiseTournamentAggregator duels => Judged(duels.Judge, duels.Question, shown: 2, new(0, n * (n - 1))),
            UniversalSelfConsistencyAggregator one => Judged(one.Judge, one.Question, shown: n, new(least, 1)),
            _ => [],
        };
    }

    private IEnumerable<CallForecast> FusionCalls(FusionAggregator fusion, int least)
    {
        FusorForecast forecast = new(fusion.Prompt, _request, LongestAnswers);
        for (var i = 0; i < fusion.Fusors.Count; i++)
            yield return forecast.Of(fusion.Fusors[i], i == 0 ? least : 0);
        foreach (var call in ScorerCalls(fusion.LastResort, 0))
            yield return call;
    }

    private IEnumerable<CallForecast> ScorerCalls(IScorer scorer, int least) =>
        scorer is JudgeScorer judge ? Judged(judge.Judge, judge.Question, shown: 1, new(least, _slots.Count)) : [];

    /// <summary>Calls of a judge, and those of its fallbacks, which may all be needed.</summary>
    private IEnumerable<CallForecast> Judged(ChatModel judge, string question, int shown, CountRange calls)
    {
        var messages = JudgePrompt.Ask(_request.Messages, Empty(shown), 0, question);
        yield return WithCandidates(judge, CallRole.Scorer, calls, messages, AtZero, shown);
        foreach (var next in judge.Fallbacks)
            yield return WithCandidates(next, CallRole.Scorer, new(0, calls.Max), messages, AtZero, shown);
    }

    private IEnumerable<CallForecast> RepairCalls()
    {
        if (_request.AnswerCheck is null)
            yield break;

        var writer = _recipe.Writer ?? _recipe.Panel.Members[0].Model;
        var answer = Math.Max(OutputOf(writer, _request.Options).Max, LongestAnswers.Max());
        ChatMessage[] messages = [.. _request.Messages, new(ChatRole.User, new string(' ', FormatProblem))];
        foreach (var model in (IEnumerable<ChatModel>)[writer, .. writer.Fallbacks])
        {
            var call = Call(model, CallRole.Fusor, new(0, 1), messages, _request.Options);
            yield return call with { InputTokens = call.InputTokens with { Max = call.InputTokens.Max + Counted(model, answer) } };
        }
    }

    private IEnumerable<CallForecast> AnalystCalls()
    {
        if (!_request.Analyse || _recipe.Analyst is not { } analyst)
            yield break;

        var messages = AnalysisPrompt.Build(_request.Messages, Empty(_slots.Count), CandidateFence.Create(new Random(0)), _recipe.Criteria);
        yield return WithCandidates(analyst, CallRole.Analyst, new(1, 1), messages, AtZero);
        foreach (var next in analyst.Fallbacks)
            yield return WithCandidates(next, CallRole.Analyst, new(0, 1), messages, AtZero);
    }

    // What is said about an answer that does not fit its format: the first few problems.
    private const int FormatProblem = 4_000;

    private static ChatOptions AtZero { get; } = new() { Temperature = 0 };

    /// <summary>The longest answer of each slot, in tokens of its member.</summary>
    private IReadOnlyList<long> LongestAnswers => field ??= [.. _slots.Select(slot => OutputOf(slot.Member.Model, _request.Options).Max)];

    /// <summary>A call whose prompt holds candidates, given with empty ones.</summary>
    private CallForecast WithCandidates(
        ChatModel model, CallRole role, CountRange calls, IReadOnlyList<ChatMessage> messages, ChatOptions options, int? shown = null)
    {
        var call = Call(model, role, calls, messages, options);
        var candidates = LongestAnswers.OrderDescending().Take(shown ?? _slots.Count).Sum(answer => Counted(model, answer));
        return call with { InputTokens = new(LeastOf(model, _request.Messages), call.InputTokens.Max + candidates) };
    }

    internal static CallForecast Call(ChatModel model, CallRole role, CountRange calls, IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        new(model, role, calls, new(LeastOf(model, messages), TokenEstimate.Count(model, messages)), OutputOf(model, options));

    internal static CountRange OutputOf(ChatModel model, ChatOptions? options) => new(1, ModelCall.MostOutputTokens(model, CallOptions.For(model, options)));

    /// <summary>So many tokens of another model, as they may be counted for this one.</summary>
    internal static long Counted(ChatModel model, long tokens) => tokens * MostEstimatedPerToken;

    /// <summary>The least that a provider may count: half of the estimate, where it is one.</summary>
    internal static long LeastOf(ChatModel model, IReadOnlyList<ChatMessage> messages)
    {
        var count = TokenEstimate.Count(model, messages);
        return model.CountTokens is null ? count / MostEstimatedPerToken : count;
    }

    private static string[] Empty(int count) => [.. Enumerable.Repeat("", Math.Max(1, count))];
}
