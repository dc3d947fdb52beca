using System.Text;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>Gathers the updates of one reply into what is kept of it: pieces of a text are joined, nothing else is changed.</summary>
internal sealed class ReplyRecorder
{
    private readonly List<StoredMessage> _messages = [];
    private readonly StringBuilder _piece = new();
    private List<AIContent> _contents = [];
    private string? _messageId;
    private bool _isReasoning;
    private UsageDetails? _usage;
    private string? _finish;
    private string? _model;
    private string? _leftOut;
    private decimal? _cost;
    private StoredFailure? _error;

    /// <summary>Why the reply is none, when <see cref="Complete"/> says so.</summary>
    public StoredFailure Failure => _error ?? new($"The server gave up in the middle of the answer (finish reason '{_finish}').", null, nameof(Providers.EndpointFailureKind.Interrupted), null);

    public void Add(ChatResponseUpdate update)
    {
        _model = update.ModelId ?? _model;
        _finish = update.FinishReason?.Value ?? _finish;
        if (update.AdditionalProperties is { } properties)
        {
            if (properties.TryGetValue(FusionProperties.CostUsd, out decimal cost))
                _cost = cost;
            if (properties.TryGetValue(FusionProperties.LeftOut, out string? leftOut))
                _leftOut = leftOut;
        }

        if (update.Contents.Count > 0 && update.MessageId is { Length: > 0 } id && id != _messageId)
        {
            CloseMessage();
            _messageId = id;
        }

        foreach (AIContent content in update.Contents)
            Add(content);
    }

    /// <summary>The reply as it is kept; null when it ended in a way that another try may not.</summary>
    public StoredCall? Complete(Func<UsageDetails?, decimal?, decimal?> costOf)
    {
        CloseMessage();
        if (_error is not null || (_finish is not null && FinishReasons.StateOf(_finish) == CallState.Failed))
            return null;
        return new StoredCall
        {
            Messages = _messages,
            FinishReason = _finish,
            ServedModel = _model,
            LeftOut = _leftOut,
            Usage = _usage,
            CostUsd = costOf(_usage, _cost),
        };
    }

    private void Add(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                Append(text.Text, isReasoning: false);
                break;
            case TextReasoningContent { ProtectedData: null } reasoning:
                Append(reasoning.Text, isReasoning: true);
                break;
            case UsageContent usage:
                (_usage ??= new UsageDetails()).Add(usage.Details);
                break;
            case ErrorContent error:
                // A refusal is an answer; any other error stands where the answer would be, and may be gone the next time.
                if (error.ErrorCode is not ("Refusal" or "ContentFilter"))
                    _error = new StoredFailure(error.Message ?? "", "The provider sent an error in place of an answer.", nameof(Providers.EndpointFailureKind.ServerError), null);
                ClosePiece();
                _contents.Add(error);
                break;
            default:
                ClosePiece();
                _contents.Add(content);
                break;
        }
    }

    private void Append(string? piece, bool isReasoning)
    {
        if (string.IsNullOrEmpty(piece))
            return;
        if (isReasoning != _isReasoning)
            ClosePiece();
        _isReasoning = isReasoning;
        _piece.Append(piece);
    }

    private void ClosePiece()
    {
        if (_piece.Length == 0)
            return;
        _contents.Add(_isReasoning ? new TextReasoningContent(_piece.ToString()) : new TextContent(_piece.ToString()));
        _piece.Clear();
    }

    private void CloseMessage()
    {
        ClosePiece();
        if (_contents.Count == 0)
            return;
        _messages.Add(new StoredMessage(_messageId, _contents));
        _contents = [];
    }
}
