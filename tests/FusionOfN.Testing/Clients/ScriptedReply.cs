using Microsoft.Extensions.AI;

namespace FusionOfN.Testing;

/// <summary>
/// What a <see cref="ScriptedChatClient"/> answers to one call. A string converts to a reply with that text.
/// The same reply serves a streaming and a non-streaming call.
/// </summary>
public sealed record ScriptedReply
{
    /// <summary>The answer text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The reasoning, sent before the text as <see cref="TextReasoningContent"/>; null sends none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Why the model stopped. Defaults to <see cref="ChatFinishReason.Stop"/>.</summary>
    public ChatFinishReason? FinishReason { get; init; } = ChatFinishReason.Stop;

    /// <summary>The reported usage; null reports none.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>The model that says it served the call; null: the client's own model.</summary>
    public string? ModelId { get; init; }

    /// <summary>The response's additional properties, for example <c>fusion.cost_usd</c>.</summary>
    public AdditionalPropertiesDictionary? AdditionalProperties { get; init; }

    /// <summary>Content added after the text: refusals, tool calls and so on.</summary>
    public IReadOnlyList<AIContent> Contents { get; init; } = [];

    /// <summary>The pieces a streaming call gets. Defaults to <see cref="Text"/> cut before each space.</summary>
    public IReadOnlyList<string>? Pieces { get; init; }

    /// <summary>Awaited before anything is answered: hold a call open without sleeping.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Awaited before each streamed piece, called with the piece's index. Not used by non-streaming calls.</summary>
    public Func<int, Task>? PieceGate { get; init; }

    /// <summary>Never answers; ends only when the caller cancels.</summary>
    public bool Hangs { get; init; }

    /// <summary>Thrown instead of the answer, after <see cref="Gate"/> and after <see cref="ErrorAfterPieces"/> streamed pieces.</summary>
    public Exception? Error { get; init; }

    /// <summary>How many pieces a streaming call gets before <see cref="Error"/> is thrown. Defaults to 0.</summary>
    public int ErrorAfterPieces { get; init; }

    /// <summary>A reply with this text, finish reason stop and no usage.</summary>
    public static implicit operator ScriptedReply(string text) => new() { Text = text };

    /// <summary>A reply with this text, finish reason stop and no usage.</summary>
    public static ScriptedReply FromString(string text) => text;

    /// <summary>A call that fails with this exception.</summary>
    public static ScriptedReply Failing(Exception error) => new() { Error = error };

    /// <summary>A call that hangs until the caller cancels it.</summary>
    public static ScriptedReply Hanging { get; } = new() { Hangs = true };

    internal IReadOnlyList<string> StreamedPieces => Pieces ?? CutBeforeSpaces(Text);

    private static List<string> CutBeforeSpaces(string text)
    {
        List<string> pieces = [];
        int start = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] != ' ') continue;
            pieces.Add(text[start..i]);
            start = i;
        }

        if (start < text.Length) pieces.Add(text[start..]);
        return pieces;
    }
}
