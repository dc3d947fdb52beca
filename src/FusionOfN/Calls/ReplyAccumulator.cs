using System.Text;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Folds the updates of one reply: text, reasoning kept apart, tool calls, usage, and how it ended.</summary>
internal sealed class ReplyAccumulator
{
    /// <summary>The kind of the failure of a reply that calls a tool with arguments that cannot be read.</summary>
    internal const string BrokenToolCall = "invalid_tool_arguments";

    /// <summary>The most characters of one reply. No answer is as long; one without an end would take all memory.</summary>
    private const int MaxLength = 64 * 1024 * 1024;

    private readonly StringBuilder _text = new();
    private readonly List<FunctionCallContent> _toolCalls = [];
    private readonly WellFormedPieces _reasoningPieces = new();
    private StringBuilder? _reasoning;
    private ReasoningSplitter _splitter = new();
    private WellFormedPieces _textPieces = new();
    private string? _messageId;
    private ErrorContent? _error;
    private UsageDetails? _usage;
    private (string Answer, string Thought)? _split;

    public UsageDetails? Usage => ReportedUsage.Clean(_usage);

    public string? ServedModel { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    public decimal? ReportedCost { get; private set; }

    public string? LeftOut { get; private set; }

    public bool IsReplayed { get; private set; }

    public IReadOnlyList<FunctionCallContent> ToolCalls => _toolCalls;

    public string? Reasoning => $"{_reasoning}{Split().Thought}" is { Length: > 0 } reasoning ? reasoning : null;

    /// <summary>What the model said in place of an answer that it would not give.</summary>
    public string? Refusal => _error is { ErrorCode: "Refusal" } refusal ? WellFormedText.Of(refusal.Message ?? "") : null;

    /// <summary>The answer: of a reply in several messages the last one with a text.</summary>
    public string Text => Split().Answer;

    private FinishMeaning? Finish => FinishReason is { } reason ? FinishWords.Find(reason.Value) : null;

    public CallDelta Append(ChatResponseUpdate update)
    {
        ServedModel = update.ModelId ?? ServedModel;
        FinishReason = update.FinishReason ?? FinishReason;
        var reply = update.AdditionalProperties is { } properties ? Note(properties) : null;

        // Mostly there is one content, and nothing to join.
        var contents = update.Contents;
        var delta = contents.Count > 0 ? Append(contents[0], update.MessageId) : default;
        for (var i = 1; i < contents.Count; i++)
            delta = Join(delta, Append(contents[i], update.MessageId));
        Keep(delta);
        return new CallDelta(delta.Text ?? "", delta.Reasoning ?? "") { Reply = reply };
    }

    public CallDelta Complete()
    {
        var last = Join(new CallDelta("", _reasoningPieces.Complete()), _splitter.Append(_textPieces.Complete()));
        var rest = _splitter.Complete(Finish == FinishMeaning.Length, out var takenBack);
        Keep(last);
        if (takenBack > 0 && _reasoning is not null)
            _reasoning.Length -= Math.Min(takenBack, _reasoning.Length);
        Keep(rest);
        return Join(last, rest);
    }

    public (CallState State, CallFailure? Failure) Judge()
    {
        if (Refusal is not null || Finish == FinishMeaning.ContentFilter)
            return (CallState.Refused, Refused());
        if (_error is not null)
            return (CallState.Failed, new CallFailure(WellFormedText.Of(_error.Message ?? "")) { Brief = "The provider sent an error in place of an answer." });
        if (Finish == FinishMeaning.Interrupted)
            return (CallState.Failed, new CallFailure($"The server gave up in the middle of the answer (finish reason '{FinishReason}').") { Kind = "interrupted" });
        if (_toolCalls.FirstOrDefault(call => string.IsNullOrWhiteSpace(call.Name)) is not null)
            return (CallState.Failed, new CallFailure("The model called a tool without naming it."));
        if (_toolCalls.FirstOrDefault(call => call.Exception is not null) is { } broken)
            return (CallState.Failed, new CallFailure($"The model called the tool '{broken.Name}' with arguments that are no JSON object.") { Kind = BrokenToolCall });
        if (Finish == FinishMeaning.Length)
            return (CallState.Truncated, new CallFailure("The answer stopped at the length limit; raise the member's max_tokens."));
        if (_toolCalls.Count == 0 && string.IsNullOrWhiteSpace(Text))
            return (CallState.Empty, new CallFailure(_reasoning is not null ? "The model only reasoned and gave no answer." : "The model gave no text."));
        return (CallState.Ok, null);
    }

    private (string Answer, string Thought) Split() => _split ??= ReasoningText.SplitUnopened(_text.ToString());

    private CallFailure Refused() => _error?.Message is { Length: > 0 } message
        ? new CallFailure($"The provider flagged a refusal: {WellFormedText.Of(message)}") { Brief = "The provider flagged a refusal." }
        : new CallFailure("The provider filtered the answer.");

    /// <summary>Notes what a client says beside the contents, and gives what it hands on untouched.</summary>
    private object? Note(AdditionalPropertiesDictionary properties)
    {
        if (properties.TryGetValue(FusionProperties.CostUsd, out decimal cost))
            ReportedCost = ReportedUsage.Clean(cost);
        if (properties.TryGetValue(FusionProperties.LeftOut, out string? leftOut))
            LeftOut = leftOut;
        if (properties.TryGetValue(FusionProperties.Replayed, out bool replayed))
            IsReplayed |= replayed;
        return properties.GetValueOrDefault(FusionProperties.Reply);
    }

    private CallDelta Append(AIContent content, string? messageId)
    {
        switch (content)
        {
            case TextContent text:
                Begin(messageId, text.Text);
                return _splitter.Append(_textPieces.Append(text.Text ?? ""));
            case TextReasoningContent reasoning:
                return new CallDelta("", _reasoningPieces.Append(reasoning.Text ?? ""));
            case FunctionCallContent call:
                _toolCalls.Add(call);
                return default;
            case FunctionResultContent result:
                RemoveMade(result.CallId);
                return default;
            case UsageContent usage:
                // Each part is cleaned, or their sum could overflow.
                _usage = Sum(_usage, ReportedUsage.Clean(usage.Details));
                return default;
            case ErrorContent error:
                _error = error;
                return default;
            default:
                return default;
        }
    }

    // A call that was made already is nothing to propose.
    private void RemoveMade(string callId) => _toolCalls.RemoveAll(call => call.CallId == callId);

    // What a client gave is the client's, and not added to.
    private static UsageDetails? Sum(UsageDetails? first, UsageDetails? second)
    {
        if (first is null || second is null)
            return first ?? second;
        UsageDetails sum = new();
        sum.Add(first);
        sum.Add(second);
        return sum;
    }

    // The message before was a step on the way to this one.
    private void Begin(string? messageId, string? text)
    {
        if (string.IsNullOrEmpty(messageId) || messageId == _messageId || string.IsNullOrWhiteSpace(text))
            return;
        if (_messageId is not null)
        {
            _text.Clear();
            (_splitter, _textPieces) = (new(), new());
        }

        _messageId = messageId;
    }

    private void Keep(CallDelta delta)
    {
        _split = null;
        _text.Append(delta.Text);
        if (delta.Reasoning is { Length: > 0 } reasoning)
            (_reasoning ??= new StringBuilder()).Append(reasoning);
        if (_text.Length + (_reasoning?.Length ?? 0) > MaxLength)
            throw new InvalidOperationException($"The answer is longer than {MaxLength / (1024 * 1024)} million characters and was given up.");
    }

    private static CallDelta Join(CallDelta first, CallDelta second) => new(first.Text + second.Text, first.Reasoning + second.Reasoning);
}
