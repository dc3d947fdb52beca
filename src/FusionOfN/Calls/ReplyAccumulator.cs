using System.Text;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Folds the updates of one reply: text, reasoning kept apart, tool calls, usage, and how it ended.</summary>
internal sealed class ReplyAccumulator
{
    /// <summary>The kind of the failure of a reply that calls a tool with arguments that cannot be read.</summary>
    internal const string BrokenToolCall = "invalid_tool_arguments";

    private readonly StringBuilder _text = new();
    private StringBuilder? _reasoning;
    private readonly ThinkSplitter _think = new();
    private readonly WellFormedPieces _textPieces = new();
    private readonly WellFormedPieces _reasoningPieces = new();
    private readonly List<FunctionCallContent> _toolCalls = [];
    private ErrorContent? _error;
    private UsageDetails? _usage;
    private string? _answer;

    public UsageDetails? Usage => ReportedUsage.Clean(_usage);

    public string? ServedModel { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    public decimal? ReportedCost { get; private set; }

    public IReadOnlyList<FunctionCallContent> ToolCalls => _toolCalls;

    public string? Reasoning => _reasoning?.ToString();

    /// <summary>What the model said in place of an answer that it would not give.</summary>
    public string? Refusal => _error is { ErrorCode: "Refusal" } refusal ? refusal.Message : null;

    /// <summary>The answer. A closing tag without an opening one means that the template had opened it: what stands before was thought.</summary>
    public string Text => _answer ??= WithoutThought(_text.ToString());

    public CallDelta Append(ChatResponseUpdate update)
    {
        ServedModel = update.ModelId ?? ServedModel;
        FinishReason = update.FinishReason ?? FinishReason;
        if (update.AdditionalProperties?.TryGetValue(FusionProperties.CostUsd, out decimal cost) == true)
            ReportedCost = ReportedUsage.Clean(cost);

        var delta = default(CallDelta);
        for (var i = 0; i < update.Contents.Count; i++)
            delta = Join(delta, Append(update.Contents[i]));
        return Keep(delta) with { Reply = update.AdditionalProperties?.GetValueOrDefault(FusionProperties.Reply) };
    }

    public CallDelta Complete() =>
        Keep(Join(Join(new CallDelta("", _reasoningPieces.Complete()), _think.Append(_textPieces.Complete())), _think.Complete()));

    public (CallState State, CallFailure? Failure) Judge()
    {
        if (Refusal is not null || FinishReason == ChatFinishReason.ContentFilter)
            return (CallState.Refused, Refused());
        if (_error is not null)
            return (CallState.Failed, new CallFailure(_error.Message) { Brief = "The provider sent an error in place of an answer." });
        if (_toolCalls.FirstOrDefault(call => call.Exception is not null) is { } broken)
            return (CallState.Failed, new CallFailure($"The model called the tool '{broken.Name}' with arguments that are no JSON object.") { Kind = BrokenToolCall });
        if (FinishReason == ChatFinishReason.Length)
            return (CallState.Truncated, new CallFailure("The answer stopped at the length limit; raise the member's max_tokens."));
        if (_toolCalls.Count == 0 && string.IsNullOrWhiteSpace(Text))
            return (CallState.Empty, new CallFailure(_reasoning is not null ? "The model only reasoned and gave no answer." : "The model gave no text."));
        return (CallState.Ok, null);
    }

    private CallFailure Refused() => _error?.Message is { Length: > 0 } message
        ? new CallFailure($"The provider flagged a refusal: {message}") { Brief = "The provider flagged a refusal." }
        : new CallFailure("The provider filtered the answer.");

    private CallDelta Append(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                return _think.Append(_textPieces.Append(text.Text ?? ""));
            case TextReasoningContent reasoning:
                return new CallDelta("", _reasoningPieces.Append(reasoning.Text ?? ""));
            case FunctionCallContent call:
                _toolCalls.Add(call);
                return default;
            case UsageContent usage:
                // Each part is cleaned, or their sum could overflow.
                if (ReportedUsage.Clean(usage.Details) is { } possible)
                    (_usage ??= new UsageDetails()).Add(possible);
                return default;
            case ErrorContent error:
                _error = error;
                return default;
            default:
                return default;
        }
    }

    private CallDelta Keep(CallDelta delta)
    {
        _answer = null;
        _text.Append(delta.Text);
        if (delta.Reasoning is { Length: > 0 } reasoning)
            (_reasoning ??= new StringBuilder()).Append(reasoning);
        return new CallDelta(delta.Text ?? "", delta.Reasoning ?? "");
    }

    private static string WithoutThought(string text)
    {
        var end = text.IndexOf("</think>", StringComparison.Ordinal);
        return end >= 0 && text.IndexOf("<think>", StringComparison.Ordinal) is var open && (open < 0 || open > end)
            ? text[(end + "</think>".Length)..].TrimStart()
            : text;
    }

    private static CallDelta Join(CallDelta first, CallDelta second) => new(first.Text + second.Text, first.Reasoning + second.Reasoning);
}
