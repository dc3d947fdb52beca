using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>One fusor's try at writing the answer: once live and, when the reply cannot be read, once more on request.</summary>
internal sealed class FusorAttempt
{
    /// <summary>What the comparison before the answer may take, beside the answer's own limit.</summary>
    private const int ComparisonTokens = 1_024;

    private const int AssumedAnswerTokens = 4_096;

    private readonly AggregationContext _context;
    private readonly ChatModel _fusor;
    private readonly FusorPrompt _prompt;
    private readonly CandidateFence _fence;
    private readonly ChatOptions _options;
    private readonly List<RunNote> _notes = [];

    public FusorAttempt(AggregationContext context, ChatModel fusor, FusorPrompt prompt, CancellationToken cancellationToken)
    {
        _context = context;
        _fusor = fusor;
        _prompt = prompt;
        _fence = CandidateFence.Create(new Random(context.Seed)).CancelledBy(cancellationToken);
        _options = OptionsFor(context.Options, fusor);
    }

    public string? Answer { get; private set; }

    public FallbackLevel? Level { get; private set; }

    /// <summary>The places in the list of candidates of those that the fusor was shown, alone or in a group.</summary>
    public IReadOnlyList<int> Shown { get; private set; } = [];

    /// <summary>Whether the answer ends where the request's limit of its length is.</summary>
    public bool IsCutOff { get; private set; }

    public IReadOnlyList<RunNote> Notes => _notes;

    public async IAsyncEnumerable<AggregationUpdate> WriteAsync(
        IReadOnlyList<ShownCandidate> candidates, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await ReduceAsync(candidates, cancellationToken).ConfigureAwait(false) is not { } texts)
            yield break;

        var messages = _prompt.Build(_context.Messages, texts, _fence);
        var reader = _prompt.OpenStream();
        var call = _context.Calls.Prepare(CallRole.Fusor, _fusor, messages, _options);
        var shown = false;
        StringBuilder streamed = new();
        await foreach (var delta in call.StreamAsync(cancellationToken).ConfigureAwait(false))
        {
            streamed.Append(delta.Text);
            if (reader.Append(delta.Text) is not { Length: > 0 } piece)
                continue;

            shown = true;
            yield return new AggregationDelta(piece) { ModelServed = call.ServedModel };
        }

        var rest = reader.Complete(out var reply);
        if (!streamed.Equals(call.Result.Text))
        {
            // What the reply began with was a step on the way, and no part of it.
            if (shown)
                yield return new AggregationDiscarded("The reply began with what was no answer.");
            reply = _prompt.Parse(call.Result.Text);
            (shown, rest) = (false, reply.Answer ?? "");
        }

        IsCutOff = IsCutByRequest(call.Result, reply);
        if (IsCutOff || IsComplete(call.Result, reply))
        {
            if (rest.Length > 0)
                yield return new AggregationDelta(rest) { ModelServed = call.ServedModel };
            (Answer, Level) = (reply.Answer, reply.Level);
            yield break;
        }

        var reason = Reason(call.Result);
        _notes.Add(Note("", reason));
        if (shown)
            yield return new AggregationDiscarded(reason.Text, reason.Brief);
        if (call.Result.State is CallState.Ok or CallState.Empty or CallState.Truncated)
            await ReAskAsync(messages, call.Result.Text, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fuses groups that fit the window until one call can hold what is left; null when that cannot be done.</summary>
    private async Task<IReadOnlyList<ShownCandidate>?> ReduceAsync(
        IReadOnlyList<ShownCandidate> candidates, CancellationToken cancellationToken)
    {
        Shown = [.. Enumerable.Range(0, candidates.Count)];
        if (_fusor.ContextWindow is not { } window)
            return candidates;

        var room = window - AnswerTokens(_fusor, _options, window) - TokenEstimate.Count(_fusor, _prompt.Build(_context.Messages, [new ShownCandidate("")], _fence));
        var texts = candidates;
        List<int> tokens = [.. texts.Select(text => TokensOf(text, room))];

        // One that is too long even alone shall not keep the others from being fused.
        int fitting = tokens.Count(count => count <= room);
        if (fitting < texts.Count && fitting > 1)
        {
            _notes.Add($"Fusor '{_fusor.Name}': {texts.Count - fitting} of {texts.Count} candidates are longer than its window of {window} tokens leaves room for, and were left out.");
            Shown = [.. Shown.Where(position => tokens[position] <= room)];
            texts = [.. Shown.Select(position => candidates[position])];
            tokens.RemoveAll(count => count > room);
        }

        while (true)
        {
            var plan = ContextPlanner.Plan(tokens, room);
            if (plan is null)
            {
                _notes.Add($"Fusor '{_fusor.Name}': its window of {window} tokens does not hold the conversation and two candidates.");
                return null;
            }

            if (plan.Count == 1)
                return texts;

            _notes.Add($"{texts.Count} texts did not fit the window of fusor '{_fusor.Name}' ({window} tokens) and were fused in {plan.Count} groups first.");
            var current = texts;
            var fused = await Task.WhenAll(plan.Select(group => FuseGroupAsync([.. group.Select(position => current[position])], cancellationToken)))
                .ConfigureAwait(false);
            if (fused.Any(text => text is null))
                return null;

            texts = [.. fused.Select(text => text!.Value)];
            tokens = [.. texts.Select(text => TokensOf(text, room))];
        }
    }

    private async Task<ShownCandidate?> FuseGroupAsync(IReadOnlyList<ShownCandidate> texts, CancellationToken cancellationToken)
    {
        if (texts.Count == 1)
            return texts[0];

        var messages = _prompt.Build(_context.Messages, texts, _fence);
        var result = await _context.Calls.CallAsync(CallRole.Fusor, _fusor, messages, _options, cancellationToken).ConfigureAwait(false);
        var reply = _prompt.Parse(result.Text);
        if (IsComplete(result, reply))
            return new ShownCandidate(reply.Answer!);

        lock (_notes)
            _notes.Add(Note(", on a group", Reason(result)));
        return null;
    }

    private async Task ReAskAsync(IReadOnlyList<ChatMessage> messages, string text, CancellationToken cancellationToken)
    {
        var result = await _context.Calls
            .CallAsync(CallRole.Fusor, _fusor, _prompt.BuildReAsk(messages, text), _options, cancellationToken).ConfigureAwait(false);
        var reply = _prompt.Parse(result.Text);
        IsCutOff = IsCutByRequest(result, reply);
        if (IsCutOff || IsComplete(result, reply))
            (Answer, Level) = (reply.Answer, FallbackLevel.ReAsk);
        else
            _notes.Add(Note(", asked again", Reason(result)));
    }

    /// <summary>What one more candidate adds to the prompt, with whatever the prompt puts around it; less when that much is too long already.</summary>
    private int TokensOf(ShownCandidate candidate, int room)
    {
        // Fencing megabytes only to find that they do not fit took minutes.
        var count = _fusor.CountTokens ?? TokenEstimate.Count;
        var least = count(candidate.Text);
        return least > room ? least : count(_prompt.Show(1, candidate, _fence)) + 1;
    }

    internal static int AnswerTokens(ChatModel fusor, ChatOptions options, int window) =>
        CallOptions.For(fusor, options).MaxOutputTokens ?? fusor.MaxOutputTokens ?? Math.Min(AssumedAnswerTokens, window / 2);

    /// <summary>A reply that was cut off counts only if the answer in it had been closed.</summary>
    private static bool IsComplete(CallResult result, FusorReply reply) => reply.Answer is not null
        && (result.State == CallState.Ok || (result.State == CallState.Truncated && reply.Level == FallbackLevel.Marked && AnswerMark.IsClosedIn(result.Text)));

    /// <summary>An answer that the request's own limit cut is what was asked for; one that the fusor's cut is not.</summary>
    private bool IsCutByRequest(CallResult result, FusorReply reply) => result.State == CallState.Truncated
        && (reply.IsOpen || (reply.Level == FallbackLevel.Marked && !AnswerMark.IsClosedIn(result.Text)))
        && _context.Options?.MaxOutputTokens is { } limit && (_fusor.Options?.MaxOutputTokens is not { } own || own > limit);

    private RunNote Note(string when, RunNote reason) =>
        new($"Fusor '{_fusor.Name}'{when}: {reason.Text}", reason.Brief is null ? null : $"Fusor '{_fusor.Name}'{when}: {reason.Brief}");

    private static RunNote Reason(CallResult result)
    {
        if (result.State == CallState.Ok)
            return "the reply holds no answer that can be read.";
        var state = result.State.ToString().ToLowerInvariant();
        var failure = result.Record.Failure;
        return new RunNote($"{state}, {failure?.Reason ?? "no reason given"}", failure?.Brief is { } brief ? $"{state}, {brief}" : null);
    }

    /// <summary>What the members were told by their own API, the fusor must be told in words: its reply has a comparison around the answer.</summary>
    private static string FormatRule(ChatResponseFormatJson format) => format.Schema is { } schema
        ? $"The final answer must be one JSON value, without a code fence, that is valid under this JSON schema: {schema.GetRawText()}"
        : "The final answer must be one JSON object, without a code fence.";

    /// <summary>The request's options without what belongs to the final answer's form and not to the fusor's reply around it.</summary>
    internal static ChatOptions OptionsFor(ChatOptions? request, ChatModel fusor)
    {
        var options = request?.Clone() ?? new ChatOptions();
        options.Tools = null;
        options.ToolMode = null;
        if (options.ResponseFormat is ChatResponseFormatJson format)
            options.Instructions = string.Join('\n', new[] { options.Instructions, FormatRule(format) }.Where(text => !string.IsNullOrEmpty(text)));
        options.ResponseFormat = null;
        options.StopSequences = null;
        options.MaxOutputTokens = ReplyTokens(options.MaxOutputTokens, fusor.ContextWindow);
        return options;
    }

    /// <summary>The answer's limit and what the comparison may take, but not so much that the window holds no candidates beside it.</summary>
    private static int? ReplyTokens(int? answer, int? window) => (answer, window) switch
    {
        (null, _) => null,
        ({ } limit, null) => limit + ComparisonTokens,
        ({ } limit, { } room) when limit >= room => room / 2,
        ({ } limit, { } room) => Math.Min(limit + ComparisonTokens, Math.Max(limit, room / 2)),
    };
}
